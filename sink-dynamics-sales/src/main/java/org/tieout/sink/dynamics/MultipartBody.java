package org.tieout.sink.dynamics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.runtime.http.Json;

/// What a `$batch` is written as, and how its answers are read (memo, 12): multipart, parts in order, each change set
/// a part of its own. Lines end with CR LF. Stateless.
final class MultipartBody {
    private static final String LINE = "\r\n";
    private static final String BOUNDARY = "batch_tieout";
    private static final Pattern NAMED = Pattern.compile("boundary=\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})");
    private static final Pattern RETRY_AFTER =
            Pattern.compile("^retry-after: *(\\d{1,6}) *$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private MultipartBody() {}

    static String contentType() {
        return "multipart/mixed; boundary=" + BOUNDARY;
    }

    /// @param sets each the operations of a change set, or one that reads
    /// @param root where the API begins
    static String of(List<List<Operation>> sets, String root) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < sets.size(); i++) {
            List<Operation> set = sets.get(i);
            body.append("--").append(BOUNDARY).append(LINE);
            if (set.getFirst().reads()) {
                part(body, set.getFirst(), 0, root);
            } else {
                changeSet(body, set, "changeset_" + i, root);
            }
        }
        return body.append("--").append(BOUNDARY).append("--").append(LINE).toString();
    }

    private static void changeSet(StringBuilder body, List<Operation> set, String boundary, String root) {
        body.append("Content-Type: multipart/mixed; boundary=").append(boundary).append(LINE + LINE);
        for (int i = 0; i < set.size(); i++) {
            body.append("--").append(boundary).append(LINE);
            part(body, set.get(i), i + 1, root);
        }
        body.append("--").append(boundary).append("--").append(LINE);
    }

    /// @param contentId its number within a change set, 0 outside
    private static void part(StringBuilder body, Operation operation, int contentId, String root) {
        body.append("Content-Type: application/http").append(LINE);
        body.append("Content-Transfer-Encoding: binary").append(LINE);
        if (contentId > 0) {
            body.append("Content-ID: ").append(contentId).append(LINE);
        }
        body.append(LINE).append(operation.method()).append(' ').append(root).append(operation.url());
        body.append(" HTTP/1.1").append(LINE).append("Accept: application/json").append(LINE);
        operation.headers().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(header -> body.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append(LINE));
        if (!operation.body().isEmpty()) {
            body.append("Content-Type: application/json; charset=utf-8").append(LINE);
        }
        body.append(LINE).append(operation.body()).append(LINE);
    }

    /// What became of each set, in order; a change set is one answer. What the reply leaves out was not executed: a
    /// batch runs in order and ends early.
    ///
    /// @return nothing where the reply cannot be read as that many
    static Optional<List<CrmReply>> replies(String contentType, String body, int sets) {
        Optional<List<String>> parts = parts(contentType, body);
        if (parts.isEmpty() || parts.get().size() > sets) {
            return Optional.empty();
        }
        List<CrmReply> replies = new ArrayList<>();
        for (String part : parts.get()) {
            replies.add(reply(part));
        }
        while (replies.size() < sets) {
            replies.add(new CrmReply.NotNow("the batch ended before it", Optional.empty()));
        }
        return Optional.of(replies);
    }

    private static Optional<List<String>> parts(String contentType, String body) {
        Matcher named = NAMED.matcher(contentType);
        if (!named.find()) {
            return Optional.empty();
        }
        String open = "--" + named.group(1);
        int at = body.indexOf(open);
        // Half an answer is none: what its missing part said nobody knows.
        if (at < 0 || !body.contains(open + "--")) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        while (!body.startsWith(open + "--", at)) {
            int end = body.indexOf(LINE + open, at);
            if (end < 0) {
                return Optional.empty();
            }
            parts.add(body.substring(Math.min(end, at + open.length() + LINE.length()), end));
            at = end + LINE.length();
        }
        return Optional.of(parts);
    }

    /// A part: an answer, or those of a change set, which stands or falls as one.
    private static CrmReply reply(String part) {
        int blank = part.indexOf(LINE + LINE);
        String head = blank < 0 ? part : part.substring(0, blank);
        String content = blank < 0 ? "" : part.substring(blank + 2 * LINE.length());
        if (!head.toLowerCase(Locale.ROOT).contains("multipart/mixed")) {
            return answer(content);
        }
        List<String> inner = parts(head, content).orElseGet(List::of);
        CrmReply last = new CrmReply.Unheard("a change set without answers");
        for (String one : inner) {
            last = reply(one);
            if (!(last instanceof CrmReply.Heard)) {
                return last;
            }
        }
        return last;
    }

    private static CrmReply answer(String http) {
        Matcher status = STATUS.matcher(http);
        if (!status.lookingAt()) {
            return new CrmReply.Unheard("a part without a status");
        }
        int code = Integer.parseInt(status.group(1));
        int blank = http.indexOf(LINE + LINE);
        String head = blank < 0 ? http : http.substring(0, blank);
        String body = blank < 0 ? "" : http.substring(blank + 2 * LINE.length()).strip();
        if (code >= 200 && code < 300) {
            return body.isEmpty()
                    ? new CrmReply.Heard(Json.object())
                    : Json.read(body)
                            .<CrmReply>map(CrmReply.Heard::new)
                            .orElseGet(() -> new CrmReply.Unheard("a part that is no JSON"));
        }
        Matcher wait = RETRY_AFTER.matcher(head);
        return CrmReply.of(
                CrmFault.of(code, body, "HTTP " + code + " within a batch"),
                wait.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1)))) : Optional.empty());
    }
}
