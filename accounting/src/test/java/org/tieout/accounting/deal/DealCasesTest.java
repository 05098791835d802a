package org.tieout.accounting.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tieout.accounting.deal.SalesRecord.SourceLine;

/// The cases of deal-cases.txt, which an accountant can read and add to.
class DealCasesTest {

    private static final Pattern LINE = Pattern.compile("line (?<product>\\S+) (?<quantity>\\S+) x (?<price>\\S+)"
            + "(?: less (?<each>\\S+) each)?(?: less (?<less>\\S+))?(?: tax (?<tax>\\S+))?(?: unit (?<unit>\\S+))?");
    private static final Pattern WHOLE = Pattern.compile("whole discount (\\S+) percent (\\S+) freight (\\S+)");

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (var file = Objects.requireNonNull(getClass().getResourceAsStream("/deal-cases.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n"))
                    .map(block ->
                            block.lines().filter(line -> !line.startsWith("#")).toList())
                    .filter(block -> !block.isEmpty())
                    .map(block -> DynamicTest.dynamicTest(block.getFirst(), () -> check(block)));
        }
    }

    private static void check(List<String> block) {
        var lines = new ArrayList<SourceLine>();
        var expected = new ArrayList<String>();
        var whole = List.of("0", "0", "0");
        for (var written : block.subList(1, block.size())) {
            var text = written.strip();
            if (text.startsWith("=> ")) {
                expected.add(text.substring(3));
            } else if (text.startsWith("whole")) {
                var match = WHOLE.matcher(text);
                assertThat(match.matches()).as(text).isTrue();
                whole = List.of(match.group(1), match.group(2), match.group(3));
            } else {
                lines.add(line(text));
            }
        }
        var record = Deals.order(lines, whole.get(0), whole.get(1), whole.get(2));
        assertThat(words(Deals.plan(record))).isEqualTo(expected);
    }

    private static SourceLine line(String text) {
        var match = LINE.matcher(text);
        assertThat(match.matches()).as(text).isTrue();
        return Deals.line(
                match.group("product"),
                Objects.requireNonNullElse(match.group("unit"), "Each"),
                match.group("quantity"),
                match.group("price"),
                Objects.requireNonNullElse(match.group("each"), "0"),
                Objects.requireNonNullElse(match.group("less"), "0"),
                Objects.requireNonNullElse(match.group("tax"), "0"));
    }

    private static List<String> words(SalePlanner.Plan plan) {
        return switch (plan) {
            case SalePlanner.Plan.Ready(var sale) -> Deals.text(sale);
            case SalePlanner.Plan.Missing(var keys) ->
                List.of("missing "
                        + String.join(" ", keys.stream().map(Object::toString).toList()));
            case SalePlanner.Plan.Held(var reason, var nextStep) -> List.of("held " + reason);
            case SalePlanner.Plan.Unread(var product) -> List.of("unread " + product);
        };
    }
}
