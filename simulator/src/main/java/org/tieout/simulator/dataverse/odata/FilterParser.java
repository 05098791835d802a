package org.tieout.simulator.dataverse.odata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.odata.Connectives;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Match;
import org.tieout.simulator.odata.Operator;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.odata.Tokens;
import org.tieout.simulator.odata.Tokens.Token;
import org.tieout.simulator.odata.Value;

/// Reads a `$filter`.
final class FilterParser implements Connectives<Filter> {
    /// Also that of the keys in a URL, which is why it does not say `in $filter` where something is wrong.
    static final Tokens.Dialect DIALECT = new Tokens.Dialect("(),=", "", Refusals::query);

    private final TableType type;
    private final Tokens tokens;

    private FilterParser(TableType type, String text) {
        this.type = type;
        this.tokens = new Tokens(DIALECT, text);
    }

    static Filter parse(TableType type, String text) {
        FilterParser parser = new FilterParser(type, text);
        Filter filter = parser.read(parser.tokens);
        if (!parser.tokens.atEnd()) {
            throw Refusals.query("Syntax error at '" + parser.tokens.peek().text() + "' in '" + text + "'.");
        }
        return filter;
    }

    @Override
    public Filter or(Filter left, Filter right) {
        return new Filter.Or(left, right);
    }

    @Override
    public Filter and(Filter left, Filter right) {
        return new Filter.And(left, right);
    }

    @Override
    public Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    @Override
    public Filter term(Token first) {
        Optional<Match> match = first.quoted() ? Optional.empty() : Match.named(first.text());
        return match.isPresent() ? matches(match.get()) : comparison(column(first));
    }

    private Filter matches(Match function) {
        tokens.expect("(");
        Column column = column(tokens.take());
        tokens.expect(",");
        Token part = tokens.take();
        tokens.expect(")");
        if (!part.quoted() || column.kind() != Column.Kind.TEXT) {
            throw Refusals.query("The function '" + function.wireName() + "' works on texts only.");
        }
        return new Filter.Matches(function, column, part.text().toLowerCase(Locale.ROOT));
    }

    private Filter comparison(Column column) {
        String written = tokens.take().text();
        if (written.equals("in")) {
            return new Filter.OneOf(column, members(column));
        }
        Operator operator = Operator.named(written)
                .orElseThrow(() -> Refusals.query("The operator '" + written + "' is not supported in $filter."));
        Token right = tokens.take();
        return new Filter.Compare(
                operator, column, right.is("null") ? Optional.empty() : Optional.of(literal(column, right)));
    }

    private List<Value> members(Column column) {
        List<Value> members = new ArrayList<>();
        tokens.expect("(");
        do {
            members.add(literal(column, tokens.take()));
        } while (tokens.takeIf(","));
        tokens.expect(")");
        return members;
    }

    private Column column(Token token) {
        return Optional.of(token)
                .filter(name -> !name.quoted())
                .flatMap(name -> type.wire(name.text()))
                .filter(column -> !column.is(Column.Mark.WRITE_ONLY))
                .orElseThrow(() -> Refusals.unknownProperty(type.name(), token.text()));
    }

    /// A literal as the kind of the column it is compared with; a choice may not be compared with its label.
    static Value literal(Column column, Token token) {
        boolean text = column.kind() == Column.Kind.TEXT;
        if (text != token.quoted()) {
            throw incompatible(column, token);
        }
        try {
            return switch (column.kind()) {
                case TEXT -> new Value.Text(token.text().toLowerCase(Locale.ROOT));
                case DATE -> new Value.Text(LocalDate.parse(token.text()).toString());
                case KEY, GUID, LOOKUP ->
                    new Value.Text(Guid.of(token.text())
                            .orElseThrow(() -> incompatible(column, token))
                            .toString());
                case INT, BIGINT, DECIMAL, MONEY, CHOICE -> new Value.Amount(new BigDecimal(token.text()));
                case TIMESTAMP ->
                    new Value.Moment(OffsetDateTime.parse(token.text()).toInstant());
                case BOOL -> {
                    if (!token.is("true") && !token.is("false")) {
                        throw incompatible(column, token);
                    }
                    yield new Value.Flag(token.is("true"));
                }
            };
        } catch (DateTimeException | NumberFormatException wrong) {
            throw incompatible(column, token);
        }
    }

    private static Refusal incompatible(Column column, Token token) {
        return Refusals.query("A binary operator with incompatible types was detected: '" + column.wireName()
                + "' cannot be compared with '" + token.text() + "'.");
    }
}
