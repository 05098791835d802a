package org.tieout.alerts;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a message says in words.
final class Text {

    private static final int SUBJECT = 140;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Text() {}

    /// One line: the subject of a mail, the text of a chat message.
    static String line(Message message) {
        return cut(oneLine(
                message.isDigest() ? counts(message) : line(message.items().getFirst())));
    }

    private static String line(Item item) {
        return item.event().heading() + ": " + item.trouble().subject() + ": "
                + item.trouble().message();
    }

    private static String counts(Message message) {
        return message.items().size() + " alerts: "
                + Arrays.stream(Event.values())
                        .filter(event -> count(message, event) > 0)
                        .map(event ->
                                count(message, event) + " " + event.heading().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static long count(Message message, Event event) {
        return message.items().stream().filter(item -> item.event() == event).count();
    }

    /// The whole message.
    static String body(Message message) {
        var text = new StringBuilder();
        if (message.isDigest()) {
            text.append(counts(message)).append(".\n\n");
        }
        for (var item : message.shown()) {
            text.append(paragraph(item)).append('\n');
        }
        if (message.more() > 0) {
            text.append("And ").append(message.more()).append(" more: tieout status lists all that is open.\n\n");
        }
        return text.append(howToStop(message)).toString();
    }

    private static String paragraph(Item item) {
        var trouble = item.trouble();
        var flows = trouble.flows().isEmpty() ? "" : " (" + String.join(", ", trouble.flows()) + ")";
        var over = item.event() == Event.ENDED;
        return row(over ? "What ended" : "What is wrong", trouble.message())
                + row("Where", trouble.subject() + flows)
                + row("What to do", over ? "nothing" : trouble.nextStep())
                + row(over ? "Ended" : "Since", WHEN.format(trouble.at().truncatedTo(ChronoUnit.SECONDS)))
                + row("Alert", trouble.id());
    }

    private static String row(String label, String value) {
        return String.format(Locale.ROOT, "%-14s %s", label + ":", oneLine(value)) + "\n";
    }

    private static String howToStop(Message message) {
        return """
                --
                An alert ends by itself when its cause does; tieout status shows what is open.
                To hear less on this channel, set flows, kinds, events or per-hour of %1$s under alerts: in
                tieout.yaml and run tieout apply. To hear nothing, take %1$s out of it.
                """.formatted(message.channel());
    }

    /// Texts hold what vendors answered: no line of theirs becomes a header of ours.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static String cut(String line) {
        return line.length() <= SUBJECT ? line : line.substring(0, SUBJECT - 1).stripTrailing() + "…";
    }
}
