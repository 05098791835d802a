package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tieout.simulator.odata.Match;
import org.tieout.simulator.odata.Operator;
import org.tieout.simulator.odata.Value;

/// A `$filter` that was understood (section 4). Immutable.
public sealed interface Filter {
    /// Lets everything through; also what a lambda comes to, which the vendor silently ignores.
    record All() implements Filter {}

    /// Both.
    record And(Filter left, Filter right) implements Filter {}

    /// Either.
    record Or(Filter left, Filter right) implements Filter {}

    /// Not.
    record Not(Filter filter) implements Filter {}

    /// `eq`, `ne`, `gt`, `ge`, `lt`, `le`.
    record Compare(Operator operator, Property property, Operand left, Operand right) implements Filter {
        private boolean holds(Function<Property, JsonNode> record) {
            Value mine = left.of(record);
            Value its = right.of(record);
            if (!mine.isLike(its)) {
                throw Refusals.badRequest("A binary operator with incompatible types was detected.");
            }
            return operator.holds(mine.compare(its));
        }

        private Optional<String> outright(String name) {
            boolean plain = operator == Operator.EQ && property.name().equals(name) && left instanceof Operand.Of;
            return plain && right instanceof Operand.Literal(Value.Text(var text))
                    ? Optional.of(text)
                    : Optional.empty();
        }
    }

    /// `in (…)`, with schema version 2.1 only.
    record OneOf(Property property, List<Operand> members) implements Filter {
        /// Copies the members.
        public OneOf {
            members = List.copyOf(members);
        }
    }

    /// `contains`, `startswith`, `endswith`.
    record Matches(Match function, Property property, Operand text, String part) implements Filter {}

    /// The filter of a request that has none.
    static Filter all() {
        return new All();
    }

    /// Whether a record passes.
    default boolean passes(Function<Property, JsonNode> record) {
        return switch (this) {
            case All() -> true;
            case And(var left, var right) -> left.passes(record) && right.passes(record);
            case Or(var left, var right) -> left.passes(record) || right.passes(record);
            case Not(var filter) -> !filter.passes(record);
            case Compare compare -> compare.holds(record);
            case OneOf(var property, var members) -> {
                Value value = new Operand.Of(property).of(record);
                yield members.stream().anyMatch(member -> value.compare(member.of(record)) == 0);
            }
            case Matches matches ->
                matches.text().of(record) instanceof Value.Text(var value)
                        && matches.function().finds(value, matches.part());
        };
    }

    /// The text a property must be equal to for a record to pass, where the filter says so outright.
    default Optional<String> equalTo(String name) {
        return switch (this) {
            case And(var left, var right) -> left.equalTo(name).or(() -> right.equalTo(name));
            case Compare compare -> compare.outright(name);
            case All _, Or _, Not _, OneOf _, Matches _ -> Optional.empty();
        };
    }

    /// The names of the properties it looks at.
    default Set<String> properties() {
        return switch (this) {
            case All() -> Set.of();
            case And(var left, var right) -> union(left, right);
            case Or(var left, var right) -> union(left, right);
            case Not(var filter) -> filter.properties();
            case Compare compare -> Set.of(compare.property().name());
            case OneOf oneOf -> Set.of(oneOf.property().name());
            case Matches matches -> Set.of(matches.property().name());
        };
    }

    private static Set<String> union(Filter left, Filter right) {
        Set<String> names = new HashSet<>(left.properties());
        names.addAll(right.properties());
        return names;
    }
}
