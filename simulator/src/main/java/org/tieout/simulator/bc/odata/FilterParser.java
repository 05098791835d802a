package org.tieout.simulator.bc.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.odata.Connectives;
import org.tieout.simulator.odata.Match;
import org.tieout.simulator.odata.Operator;
import org.tieout.simulator.odata.Tokens;
import org.tieout.simulator.odata.Tokens.Token;
import org.tieout.simulator.odata.Value;

/// Reads a `$filter`. What Business Central does not support is refused, or ignored where it ignores it (section 4).
final class FilterParser implements Connectives<Filter> {
    private static final Tokens.Dialect DIALECT = new Tokens.Dialect("(),", " in $filter", Refusals::badRequest);
    private static final Set<String> CALLS = Set.of("tolower", "toupper", "trim");

    private final EntityType type;
    private final boolean newest;
    private final Tokens tokens;

    private FilterParser(EntityType type, boolean newest, String text) {
        this.type = type;
        this.newest = newest;
        this.tokens = new Tokens(DIALECT, text);
    }

    /// `newest` says that the request asks for schema version 2.1.
    static Filter parse(EntityType type, boolean newest, String text) {
        FilterParser parser = new FilterParser(type, newest, text);
        Filter filter = parser.read(parser.tokens);
        if (!parser.tokens.atEnd()) {
            throw Refusals.badRequest(
                    "Syntax error in $filter at '" + parser.tokens.peek().text() + "'.");
        }
        return filter;
    }

    @Override
    public Filter or(Filter left, Filter right) {
        Filter filter = new Filter.Or(left, right);
        if (filter.properties().size() > 1) {
            throw Refusals.badRequest("The 'OR' operator is not supported on distinct fields on an OData filter.");
        }
        return filter;
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
        if (first.quoted()) {
            throw Refusals.badRequest("A filter begins with a property, found '" + first.text() + "'.");
        }
        if (first.text().endsWith("/any") || first.text().endsWith("/all")) {
            return lambda();
        }
        Optional<Match> match = Match.named(first.text());
        return match.isPresent() ? matches(match.get()) : comparison(first);
    }

    /// Skipped to its end: the vendor silently ignores it.
    private Filter lambda() {
        tokens.expect("(");
        int open = 1;
        while (open > 0) {
            if (tokens.atEnd()) {
                throw Refusals.badRequest("Syntax error in $filter: ')' expected.");
            }
            Token token = tokens.take();
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return Filter.all();
    }

    private Filter matches(Match function) {
        tokens.expect("(");
        Token first = tokens.take();
        Operand text = operand(first);
        if (text instanceof Operand.Call && !newest) {
            throw Refusals.badRequest("Nested functions in $filter need $schemaversion=2.1.");
        }
        tokens.expect(",");
        Property property = propertyOf(text);
        Operand.Literal literal = Operand.literal(property, tokens.take());
        tokens.expect(")");
        if (!(literal.value() instanceof Value.Text(var part))) {
            throw Refusals.badRequest("The function '" + function.wireName() + "' works on texts only.");
        }
        return new Filter.Matches(function, property, text, part);
    }

    private Filter comparison(Token first) {
        Operand left = operand(first);
        Property property = propertyOf(left);
        String written = tokens.take().text();
        if (written.equals("in") && newest) {
            return new Filter.OneOf(property, members(property));
        }
        Operator operator = Operator.named(written)
                .orElseThrow(() -> Refusals.badRequest("The operator '" + written + "' is not supported in $filter."));
        Token right = tokens.take();
        boolean another = !right.quoted() && type.property(right.text()).isPresent();
        if (another) {
            Operand other = new Operand.Of(type.require(right.text()));
            return new Filter.Compare(operator, property, left, other);
        }
        Operand literal = left instanceof Operand.Call && right.quoted()
                ? new Operand.Literal(new Value.Text(right.text()))
                : Operand.literal(property, right);
        return new Filter.Compare(operator, property, left, literal);
    }

    private List<Operand> members(Property property) {
        List<Operand> members = new ArrayList<>();
        tokens.expect("(");
        do {
            members.add(Operand.literal(property, tokens.take()));
        } while (tokens.takeIf(","));
        tokens.expect(")");
        return members;
    }

    private Operand operand(Token first) {
        if (!CALLS.contains(first.text())) {
            return new Operand.Of(type.require(first.text()));
        }
        tokens.expect("(");
        Property property = type.require(tokens.take().text());
        tokens.expect(")");
        return new Operand.Call(first.text(), property);
    }

    private static Property propertyOf(Operand operand) {
        return switch (operand) {
            case Operand.Of(var property) -> property;
            case Operand.Call call -> call.property();
            case Operand.Literal _ -> throw new IllegalStateException("an operand begins with a property");
        };
    }
}
