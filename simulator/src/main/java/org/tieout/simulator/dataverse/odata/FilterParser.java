package org.tieout.simulator.dataverse.odata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.bc.odata.Refusal;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;

/// Reads a `$filter`.
final class FilterParser {
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final Set<String> MATCHES = Set.of("contains", "startswith", "endswith");

    private final TableType type;
    private final Words words;

    private FilterParser(TableType type, String text) {
        this.type = type;
        this.words = new Words(text);
    }

    static Filter parse(TableType type, String text) {
        FilterParser parser = new FilterParser(type, text);
        Filter filter = parser.or();
        if (!parser.words.atEnd()) {
            throw Refusals.query("Syntax error at '" + parser.words.peek().text() + "' in '" + text + "'.");
        }
        return filter;
    }

    private Filter or() {
        Filter left = and();
        while (words.takeIf("or")) {
            left = new Filter.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = unary();
        while (words.takeIf("and")) {
            left = new Filter.And(left, unary());
        }
        return left;
    }

    private Filter unary() {
        if (words.takeIf("not")) {
            return new Filter.Not(unary());
        }
        if (words.takeIf("(")) {
            Filter inner = or();
            words.expect(")");
            return inner;
        }
        Words.Word first = words.take();
        if (!first.quoted() && MATCHES.contains(first.text())) {
            return matches(first.text());
        }
        return comparison(column(first));
    }

    private Filter matches(String function) {
        words.expect("(");
        Column column = column(words.take());
        words.expect(",");
        Words.Word part = words.take();
        words.expect(")");
        if (!part.quoted() || column.kind() != Column.Kind.TEXT) {
            throw Refusals.query("The function '" + function + "' works on texts only.");
        }
        return new Filter.Matches(function, column, part.text().toLowerCase(Locale.ROOT));
    }

    private Filter comparison(Column column) {
        String operator = words.take().text();
        if (operator.equals("in")) {
            return new Filter.OneOf(column, members(column));
        }
        if (!OPERATORS.contains(operator)) {
            throw Refusals.query("The operator '" + operator + "' is not supported in $filter.");
        }
        Words.Word right = words.take();
        return new Filter.Compare(
                operator, column, right.is("null") ? Optional.empty() : Optional.of(literal(column, right)));
    }

    private List<Filter.Value> members(Column column) {
        List<Filter.Value> members = new ArrayList<>();
        words.expect("(");
        do {
            members.add(literal(column, words.take()));
        } while (words.takeIf(","));
        words.expect(")");
        return members;
    }

    private Column column(Words.Word word) {
        return Optional.of(word)
                .filter(name -> !name.quoted())
                .flatMap(name -> type.wire(name.text()))
                .filter(column -> !column.is(Column.Mark.WRITE_ONLY))
                .orElseThrow(() -> Refusals.unknownProperty(type.name(), word.text()));
    }

    /// A literal as the kind of the column it is compared with; a choice may not be compared with its label.
    static Filter.Value literal(Column column, Words.Word word) {
        boolean text = column.kind() == Column.Kind.TEXT;
        if (text != word.quoted()) {
            throw incompatible(column, word);
        }
        try {
            return switch (column.kind()) {
                case TEXT -> new Filter.Value.Text(word.text().toLowerCase(Locale.ROOT));
                case DATE -> new Filter.Value.Text(LocalDate.parse(word.text()).toString());
                case KEY, GUID, LOOKUP ->
                    new Filter.Value.Text(Values.guid(word.text())
                            .orElseThrow(() -> incompatible(column, word))
                            .toString());
                case INT, BIGINT, DECIMAL, MONEY, CHOICE -> new Filter.Value.Amount(new BigDecimal(word.text()));
                case TIMESTAMP ->
                    new Filter.Value.Moment(OffsetDateTime.parse(word.text()).toInstant());
                case BOOL -> {
                    if (!word.is("true") && !word.is("false")) {
                        throw incompatible(column, word);
                    }
                    yield new Filter.Value.Flag(word.is("true"));
                }
            };
        } catch (DateTimeException | NumberFormatException wrong) {
            throw incompatible(column, word);
        }
    }

    private static Refusal incompatible(Column column, Words.Word word) {
        return Refusals.query("A binary operator with incompatible types was detected: '" + column.wireName()
                + "' cannot be compared with '" + word.text() + "'.");
    }
}
