package org.tieout.accounting.correction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.money.Money;

/// A difference as people and programs read it: what is posted and what is planned now, side by side. Pure.
public final class DocumentDiff {

    private static final List<String> TITLES = List.of("account", "posted", "planned", "difference");

    private DocumentDiff() {}

    /// Lines of text: what it is, then a table of its accounts.
    public static List<String> text(Difference difference) {
        var rows = new ArrayList<List<String>>();
        rows.add(TITLES);
        for (var amount : difference.amounts()) {
            rows.add(List.of(
                    account(amount),
                    side(difference.posted(), amount.posted()),
                    side(difference.planned(), amount.planned()),
                    amount.difference().isZero() ? "" : amount.difference().amount()));
        }
        var lines = new ArrayList<String>();
        lines.add(title(difference) + ": " + difference.remedy().words());
        lines.add("  " + difference.id());
        var widths = widths(rows);
        rows.forEach(row -> lines.add("  " + set(row, widths)));
        return lines;
    }

    /// One JSON object. Amounts are text with a decimal point.
    public static String json(Difference difference) {
        var amounts = difference.amounts().stream()
                .map(amount -> object(
                        field("account", amount.account().code()),
                        field("name", amount.account().name()),
                        field("taxCode", amount.account().taxCode()),
                        field("item", amount.item()),
                        field("posted", amount.posted().amount()),
                        field("planned", amount.planned().amount()),
                        field("difference", amount.difference().amount())))
                .collect(Collectors.joining(",", "[", "]"));
        return object(
                field("postingId", difference.id().value()),
                field("kind", difference.kind().name()),
                field("remedy", difference.remedy().name()),
                quoted("posted") + ":" + heading(difference.posted()),
                quoted("planned") + ":" + heading(difference.planned()),
                field("currency", difference.heading().currency()),
                quoted("amounts") + ":" + amounts);
    }

    private static String title(Difference difference) {
        var kind = difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var heading = difference.heading();
        var title = kind + " " + heading.reference() + " of " + heading.date() + ", " + heading.currency();
        return difference
                .planned()
                .filter(planned -> !planned.date().equals(heading.date()))
                .map(planned -> title + " (planned now: " + planned.date() + ")")
                .orElse(title);
    }

    private static String account(Difference.Amount amount) {
        var account = amount.account();
        var name = account.code().equals(account.name()) ? account.code() : account.code() + " " + account.name();
        var taxed = account.taxCode().isEmpty() ? name : name + ", tax " + account.taxCode();
        return amount.item().isEmpty() ? taxed : taxed + ", item " + amount.item();
    }

    private static String side(Optional<Heading> document, Money amount) {
        return document.isEmpty() && amount.isZero() ? "-" : amount.amount();
    }

    private static List<Integer> widths(List<List<String>> rows) {
        var widths = new ArrayList<Integer>();
        for (var column = 0; column < TITLES.size(); column++) {
            var at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        return widths;
    }

    private static String set(List<String> row, List<Integer> widths) {
        var text = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            var blanks = " ".repeat(widths.get(column) - row.get(column).length());
            text.append(column == 0 ? row.get(0) + blanks : "  " + blanks + row.get(column));
        }
        return text.toString().stripTrailing();
    }

    private static String heading(Optional<Heading> heading) {
        return heading.map(of -> object(
                        field("postingId", of.id().value()),
                        field("reference", of.reference()),
                        field("date", of.date().toString())))
                .orElse("null");
    }

    private static String object(String... fields) {
        return "{" + String.join(",", fields) + "}";
    }

    private static String field(String name, String value) {
        return quoted(name) + ":" + quoted(value);
    }

    /// RFC 8259, section 7: quotation mark, reverse solidus and the control characters are escaped.
    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                json.append('\\').append((char) character);
            } else if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                json.append((char) character);
            }
        });
        return json.append('"').toString();
    }
}
