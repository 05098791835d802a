package org.tieout.cli.settle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.source.RowType;
import org.tieout.cli.Console;
import org.tieout.cli.TextTable;
import org.tieout.cli.Words;

/// For people: each settlement by category, what it becomes, what is missing; at last one table of all.
final class Summary implements SettleOutput {

    private final Console console;
    private final Mappings mappings;
    private final Map<Document.Kind, Integer> documents = new EnumMap<>(Document.Kind.class);
    private final TextTable all = new TextTable(
            "settlement", "format", "currency", ">lines", ">orders", ">documents", ">total", ">difference", "state");
    private @Nullable SettlementFacts facts;

    Summary(Console console, Mappings mappings) {
        this.console = console;
        this.mappings = mappings;
    }

    @Override
    public void begin(SettlementFacts begun) {
        facts = begun;
        documents.clear();
    }

    @Override
    public void document(Document document) {
        documents.merge(document.kind(), 1, Integer::sum);
    }

    @Override
    public void end(Conclusion conclusion) {
        var ended = facts;
        if (ended == null) {
            throw new IllegalStateException("an end before its beginning");
        }
        var header = ended.header();
        console.line("Settlement " + header.id() + ", " + header.total().currency() + ", " + day(header.startAt())
                + " to " + day(header.endAt()) + ", deposit " + day(header.depositAt()));
        console.line("");
        categories(ended).lines().forEach(line -> console.line("  " + line));
        console.line("");
        if (!documents.isEmpty()) {
            console.line("  Documents: "
                    + documents.entrySet().stream()
                            .map(count -> readable(count.getValue()) + " " + Words.of(count.getKey()))
                            .collect(Collectors.joining(", ")));
        }
        conclusion.unmapped().forEach(key -> console.line("  Not mapped: " + printable(key) + suggestion(key)));
        conclusion.findings().forEach(finding -> console.line("  " + finding));
        console.line("  State: " + Words.of(conclusion.state()));
        console.line("");
        all.row(
                header.id().value(),
                header.format().name(),
                header.total().currency(),
                readable(ended.lineCount()),
                readable(conclusion.orders()),
                readable(documents.values().stream().mapToInt(Integer::intValue).sum()),
                readable(header.total()),
                readable(conclusion.difference()),
                Words.of(conclusion.state()));
    }

    private TextTable categories(SettlementFacts ended) {
        var table = new TextTable("category", "what", ">amount");
        var sums = SettlementPlanner.byCategory(ended, mappings);
        sums.forEach((code, sum) ->
                table.row(code, Category.byCode(code).map(Category::label).orElse(""), readable(sum)));
        var mapped =
                sums.values().stream().reduce(Money.zero(ended.header().total().currency()), Money::plus);
        var unmapped = ended.lineSum().minus(mapped);
        if (!unmapped.isZero()) {
            table.row("", "Not mapped", readable(unmapped));
        }
        return table.row("", "Sum of " + readable(ended.lineCount()) + " lines", readable(ended.lineSum()))
                .row("", "Total in the header", readable(ended.header().total()));
    }

    /// A control character of an untrusted file must not reach a terminal.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /// What a person may put into a mapping file, where the catalogue has an idea.
    private String suggestion(String key) {
        try {
            return mappings.suggestionFor(RowType.parse(key))
                    .map(category -> "  (perhaps " + category.code() + ", " + category.label() + ")")
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return ""; // a key of another kind, such as an account
        }
    }

    @Override
    public void finish() {
        if (all.isEmpty()) {
            return;
        }
        all.print(console);
    }

    private static LocalDate day(java.time.Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String readable(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String readable(Money money) {
        BigDecimal amount = money.toBigDecimal();
        return String.format(Locale.ROOT, "%,." + amount.scale() + "f", amount);
    }
}
