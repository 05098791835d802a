package org.tieout.simulator.qbo.schema;

import java.util.List;
import java.util.Optional;

/// What a property's value looks like.
public sealed interface Shape {
    /// Characters up to a length.
    record Text(int max) implements Shape {}

    /// An e-mail address with `@` and a dot.
    record Email(int max) implements Shape {}

    /// An amount of money: cents, at most 15 digits.
    record Amount() implements Shape {}

    /// A quantity, price or rate.
    record Decimal() implements Shape {}

    /// True or false.
    record Flag() implements Shape {}

    /// A calendar date.
    record Day() implements Shape {}

    /// One of the words the vendor's binder knows; anything else is 2010.
    record OneOf(List<String> words) implements Shape {}

    /// `{"value":"…","name":"…"}`. With a target the id must exist and be active; without one it is taken as it is.
    record Reference(Optional<EntityType> target) implements Shape {}

    /// An object of the vendor's schema.
    record Struct(String className, List<Property> properties) implements Shape {
        /// The property of this name.
        public Optional<Property> property(String name) {
            return properties.stream()
                    .filter(property -> property.name().equals(name))
                    .findFirst();
        }
    }

    /// An array.
    record Many(Shape element) implements Shape {}

    /// Whatever it is, it is accepted and forgotten: read-only properties.
    record Ignored() implements Shape {}
}
