package org.tieout.simulator.qbo.schema;

import java.util.List;
import java.util.Optional;

/// One declared property. The static factories let a declaration read like the vendor's reference table.
public record Property(String name, Shape shape, boolean required) {
    /// The same property, required on create and full update.
    public Property mandatory() {
        return new Property(name, shape, true);
    }

    static Property text(String name, int max) {
        return optional(name, new Shape.Text(max));
    }

    static Property email(String name, int max) {
        return optional(name, new Shape.Email(max));
    }

    static Property amount(String name) {
        return optional(name, new Shape.Amount());
    }

    static Property number(String name) {
        return optional(name, new Shape.Decimal());
    }

    static Property flag(String name) {
        return optional(name, new Shape.Flag());
    }

    static Property day(String name) {
        return optional(name, new Shape.Day());
    }

    static Property oneOf(String name, String... words) {
        return optional(name, new Shape.OneOf(List.of(words)));
    }

    static Property ref(String name, EntityType target) {
        return optional(name, new Shape.Reference(Optional.of(target)));
    }

    static Property freeRef(String name) {
        return optional(name, new Shape.Reference(Optional.empty()));
    }

    static Property struct(String name, Shape.Struct struct) {
        return optional(name, struct);
    }

    static Property many(String name, Shape element) {
        return optional(name, new Shape.Many(element));
    }

    static Property readOnly(String name) {
        return optional(name, new Shape.Ignored());
    }

    private static Property optional(String name, Shape shape) {
        return new Property(name, shape, false);
    }
}
