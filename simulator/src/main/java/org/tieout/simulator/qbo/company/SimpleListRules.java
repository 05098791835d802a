package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Classes, locations and payment methods. Classes and locations need their feature switched on (a higher plan).
final class SimpleListRules implements Rules {
    private final Books books;

    SimpleListRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        EntityType type = draft.key().type();
        boolean allowed = switch (type) {
            case CLASS -> prefers("ClassTrackingPerTxn") || prefers("ClassTrackingPerTxnLine");
            case DEPARTMENT -> prefers("TrackDepartments");
            default -> true;
        };
        if (!allowed) {
            throw Refusals.noPermission("The company does not track " + type.apiName());
        }
        ObjectNode data = draft.data();
        String name = data.path("Name").asText();
        if (name.isBlank() || name.indexOf(':') >= 0) {
            throw Refusals.invalidString("Name", name);
        }
        if (NameRules.Duplicates.exists(books, type, draft.key(), "Name", name)) {
            throw Refusals.duplicateName(type.apiName());
        }
        data.put("FullyQualifiedName", name).put("Active", NameRules.active(data));
    }

    private boolean prefers(String flag) {
        return books.prefers("AccountingInfoPrefs", flag);
    }
}
