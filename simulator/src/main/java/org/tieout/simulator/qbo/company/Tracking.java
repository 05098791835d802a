package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tieout.simulator.qbo.refusal.Refusals;

/// Features a company has to switch on before transactions may use them: classes, locations, foreign currencies.
final class Tracking {
    private final Books books;

    Tracking(Books books) {
        this.books = books;
    }

    void check(ObjectNode transaction) {
        require(transaction, "ClassRef", "ClassTrackingPerTxn");
        require(transaction, "DepartmentRef", "TrackDepartments");
        for (ObjectNode line : Fields.lines(transaction)) {
            for (JsonNode detail : line) {
                require(detail, "ClassRef", "ClassTrackingPerTxnLine");
                require(detail, "DepartmentRef", "TrackDepartments");
            }
        }
        Fields.ref(transaction, "CurrencyRef").ifPresent(currency -> {
            if (!currency.equals("USD")) {
                throw Refusals.business("Multi-currency must be turned on to use currency " + currency);
            }
        });
    }

    private void require(JsonNode node, String property, String preference) {
        if (node.has(property) && !books.prefers("AccountingInfoPrefs", preference)) {
            throw Refusals.featureNotSupported(property + " needs " + preference);
        }
    }
}
