package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Cuts a collection into pages (section 4). A page ends after a record and the next begins behind it, whatever was
/// changed in between; the token says which record and how many of `$top` are left. Stateless.
final class Pages {
    private static final int DOCUMENTED = 20_000;
    private static final Pattern PREFERENCE = Pattern.compile("maxpagesize\\s*=\\s*(\\d{1,9})");

    private Pages() {}

    /// How the token of a next link is written.
    enum Style {
        /// Opaque.
        OPAQUE {
            @Override
            String written(Token token) {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((token.key() + "|" + token.left()).getBytes(StandardCharsets.UTF_8));
            }
        },
        /// The key in quotes, with signs that have to be escaped in an address.
        KEY {
            @Override
            String written(Token token) {
                return encode("'" + token.key() + "',|" + token.left());
            }
        };

        abstract String written(Token token);
    }

    /// The token of a next link: behind which record to go on, and how many of `$top` are left.
    record Token(String key, long left) {
        static Token read(String text) {
            try {
                boolean plain = text.startsWith("'");
                String content = plain
                        ? text.substring(1).replace("',|", "|")
                        : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                String[] parts = content.split("\\|");
                return new Token(parts[0], Long.parseLong(parts[1]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException garbled) {
                throw Refusals.badRequest("The $skiptoken is not valid.");
            }
        }
    }

    /// How a request is paged.
    ///
    /// @param address of the collection, for the next link
    /// @param size the most records of a page
    record Paging(Request request, String address, int size, Style style) {}

    /// The page size a request asks for, if it does.
    static Optional<Long> preferred(Request request) {
        Matcher preferred = PREFERENCE.matcher(request.header("Prefer").orElse(""));
        return preferred.find() ? Optional.of(Long.valueOf(preferred.group(1))) : Optional.empty();
    }

    /// The page size for a request: what it asks for, but not above what the server gives.
    static int size(Request request, int serverSize) {
        long wanted = preferred(request).orElse((long) serverSize);
        if (wanted > DOCUMENTED) {
            throw new Refusal(413, "BadRequest", "The page size must not exceed " + DOCUMENTED + " entities.");
        }
        return wanted == 0 ? serverSize : (int) Math.min(wanted, serverSize);
    }

    static List<Entity> matching(EntitySet set, Collection<Entity> rows, QueryOptions options) {
        return rows.stream().filter(row -> Renderer.passes(set, row, options)).toList();
    }

    static ObjectNode page(EntitySet set, Collection<Entity> rows, QueryOptions options, Paging paging) {
        Optional<Token> token = options.skipToken().map(Token::read);
        List<Entity> sorted = Renderer.sorted(set, rows, options);
        List<Entity> behind = token.map(at -> behind(set, sorted, at.key())).orElse(sorted);
        List<Entity> matching = matching(set, behind, options);
        long left = token.map(Token::left).orElse(options.top());
        List<Entity> rest = token.isPresent()
                ? matching
                : matching.stream().skip(options.skip()).toList();
        long wanted = left < 0 ? rest.size() : Math.min(left, rest.size());
        List<Entity> page = rest.subList(0, (int) Math.min(wanted, paging.size()));
        ObjectNode body = Json.object();
        if (options.count()) {
            body.put("@odata.count", matching(set, sorted, options).size());
        }
        ArrayNode value = body.putArray("value");
        page.forEach(entity -> value.add(Renderer.record(set, entity, options)));
        if (page.size() < wanted) {
            Token next = new Token(set.key(page.getLast()), left < 0 ? -1 : left - page.size());
            body.put("@odata.nextLink", link(paging, next));
        }
        return body;
    }

    private static List<Entity> behind(EntitySet set, List<Entity> sorted, String key) {
        for (int i = 0; i < sorted.size(); i++) {
            if (set.key(sorted.get(i)).equals(key)) {
                return sorted.subList(i + 1, sorted.size());
            }
        }
        throw Refusals.badRequest("The record the $skiptoken points at does not exist any more.");
    }

    private static String link(Paging paging, Token token) {
        StringBuilder link = new StringBuilder(paging.address()).append('?');
        Request request = paging.request();
        request.queryNames().stream()
                .filter(name -> !name.equals("$skiptoken"))
                .forEach(name -> link.append(name)
                        .append('=')
                        .append(encode(request.query(name).orElse("")))
                        .append('&'));
        return link.append("$skiptoken=").append(paging.style().written(token)).toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
