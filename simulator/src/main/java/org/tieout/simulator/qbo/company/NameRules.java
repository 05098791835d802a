package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Customers and vendors, which share one space of display names. Whether inactive names block is not
/// documented; here
/// they
/// do.
final class NameRules implements Rules {
    private static final List<EntityType> SHARING = List.of(EntityType.CUSTOMER, EntityType.VENDOR);

    private final Books books;

    NameRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        String name = Fields.text(data, "DisplayName").orElseGet(() -> derived(data));
        if (name.isBlank()) {
            throw Refusals.required("DisplayName");
        }
        if (name.chars().anyMatch(c -> c == ':' || c == '\t' || c == '\n')) {
            throw Refusals.invalidString("DisplayName", name);
        }
        for (EntityType type : SHARING) {
            if (Duplicates.exists(books, type, draft.key(), "DisplayName", name)) {
                throw Refusals.duplicateName("customer, vendor or employee");
            }
        }
        data.put("DisplayName", name).put("FullyQualifiedName", name).put("Active", active(data));
    }

    private static String derived(ObjectNode data) {
        String person = Stream.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
                .flatMap(part -> Fields.text(data, part).stream())
                .collect(Collectors.joining(" "));
        return person.isEmpty() ? Fields.text(data, "CompanyName").orElse("") : person;
    }

    static boolean active(ObjectNode data) {
        return data.path("Active").asBoolean(true);
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        if (stored.key().type() == EntityType.CUSTOMER) {
            out.put("Balance", new CustomerBalance(books).of(stored.key()));
        }
    }

    /// Names that another object of the type already has, ignoring case.
    static final class Duplicates {
        private Duplicates() {}

        static boolean exists(Books books, EntityType type, DocumentKey own, String property, String value) {
            return books.store.all(type).stream()
                    .filter(other -> !other.key().equals(own))
                    .anyMatch(other -> Fields.text(other.data(), property)
                            .map(value::equalsIgnoreCase)
                            .orElse(false));
        }
    }
}
