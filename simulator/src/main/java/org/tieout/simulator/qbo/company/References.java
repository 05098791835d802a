package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.simulator.qbo.schema.Property;
import org.tieout.simulator.qbo.schema.Shape;

/// Walks an object by its declaration and resolves every reference: 2500 where the id never existed, 610 where the
/// object
/// is inactive. Names in references are the target's, whatever the client sent.
final class References {
    private final Books books;

    References(Books books) {
        this.books = books;
    }

    void resolve(Shape.Struct struct, JsonNode data) {
        for (Property property : struct.properties()) {
            JsonNode value = data.path(property.name());
            if (!value.isMissingNode() && !value.isNull()) {
                resolve(property, value);
            }
        }
    }

    private void resolve(Property property, JsonNode value) {
        switch (property.shape()) {
            case Shape.Reference(var target) ->
                target.ifPresent(type -> name((ObjectNode) value, type, property.name()));
            case Shape.Struct inner -> resolve(inner, value);
            case Shape.Many(Shape.Struct inner) -> value.forEach(element -> resolve(inner, element));
            case Shape.Many _,
                    Shape.Text _,
                    Shape.Email _,
                    Shape.Amount _,
                    Shape.Decimal _,
                    Shape.Flag _,
                    Shape.Day _,
                    Shape.OneOf _,
                    Shape.Ignored _ -> {
                // Nothing refers to anything here.
            }
        }
    }

    private void name(ObjectNode reference, EntityType type, String property) {
        Stored target = books.require(type, reference.path("value").asText(), property);
        reference.put("name", nameOf(target));
    }

    static String nameOf(Stored stored) {
        return Fields.text(stored.data(), "DisplayName")
                .or(() -> Fields.text(stored.data(), "FullyQualifiedName"))
                .or(() -> Fields.text(stored.data(), "Name"))
                .orElse("");
    }
}
