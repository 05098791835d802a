package org.tieout.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.tieout.cli.Console;
import org.tieout.event.AuditRecord;
import org.tieout.schemas.Replay;

/// What a replay came to, as people and programs read it.
///
/// @param answers the mapper's answers, in order
/// @param repost true when corrections were asked for
record ReplayReport(List<AuditRecord> answers, boolean repost) {

    private static final JsonMapper JSON = new JsonMapper();

    static ReplayReport of(List<AuditRecord> answers, boolean repost) {
        return new ReplayReport(List.copyOf(answers), repost);
    }

    int subjects() {
        return total(Replay.SUBJECTS);
    }

    /// True while something differs that is not corrected, or may not be.
    boolean needsAPerson() {
        return total(Replay.HELD_SUBJECTS) > 0 || (!repost && total(Replay.DIFFERING) > 0);
    }

    void print(Console console) {
        for (var answer : answers) {
            switch (answer.getStep()) {
                case Replay.DIFFERS, Replay.HELD, Replay.REPLAYED, Replay.REPOSTED -> {
                    console.line("");
                    console.line("[" + answer.getFlow() + "] " + answer.getSourceId() + ", " + answer.getStep() + ":");
                    answer.getMessage().lines().forEach(line -> console.line("  " + line));
                    postings(answer).forEach(posting -> console.line("  -> " + posting));
                }
                default -> {
                    // What concludes the answer is said below.
                }
            }
        }
        console.line("");
        console.line(conclusion());
    }

    private String conclusion() {
        var subjects = counted(subjects(), "order or settlement", "orders and settlements") + " planned again: ";
        var held = total(Replay.HELD_SUBJECTS);
        var waiting = held == 0 ? "" : " " + counted(held, "needs", "need") + " a person.";
        if (total(Replay.DIFFERING) == 0) {
            return subjects + "nothing differs." + waiting;
        }
        return repost
                ? subjects + counted(total(Replay.CORRECTIONS), "correction", "corrections") + " commanded. "
                        + "`tieout status` shows when they are posted and read back." + waiting
                : subjects + total(Replay.DIFFERING) + " differ. Nothing was posted; --repost posts the corrections."
                        + waiting;
    }

    String json() {
        var root = JSON.createObjectNode();
        root.put("subjects", subjects());
        root.put("differing", total(Replay.DIFFERING));
        root.put("held", total(Replay.HELD_SUBJECTS));
        root.put("corrections", total(Replay.CORRECTIONS));
        root.put("reposted", repost);
        var differences = root.putArray("differences");
        var remarks = root.putArray("remarks");
        try {
            for (var answer : answers) {
                if (answer.getStep().equals(Replay.DIFFERS)) {
                    differences
                            .addObject()
                            .put("flow", answer.getFlow())
                            .put("sourceId", answer.getSourceId())
                            .set("document", JSON.readTree(answer.getFacts().getOrDefault(Replay.DIFFERENCE, "null")));
                } else if (!answer.getStep().equals(Replay.DONE)) {
                    remark(remarks, answer);
                }
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remark(ArrayNode remarks, AuditRecord answer) {
        var remark = remarks.addObject();
        remark.put("flow", answer.getFlow());
        remark.put("sourceId", answer.getSourceId());
        remark.put("step", answer.getStep());
        remark.put("message", answer.getMessage());
        var postings = remark.putArray("postings");
        postings(answer).forEach(postings::add);
    }

    private static List<String> postings(AuditRecord answer) {
        var joined = answer.getFacts().getOrDefault(Replay.POSTINGS, "");
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(" "));
    }

    private int total(String fact) {
        return answers.stream()
                .filter(answer -> answer.getStep().equals(Replay.DONE))
                .mapToInt(answer -> Integer.parseInt(answer.getFacts().getOrDefault(fact, "0")))
                .sum();
    }

    private static String counted(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
