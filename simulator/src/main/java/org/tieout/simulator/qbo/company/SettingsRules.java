package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.tieout.simulator.qbo.refusal.Refusals;

/// Preferences and CompanyInfo: properties a client may not write stay as they are, at every depth.
final class SettingsRules implements Rules {
    private final Books books;

    SettingsRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        draft.before().ifPresent(stored -> {
            for (Map.Entry<String, JsonNode> kept : stored.data().properties()) {
                if (!draft.data().has(kept.getKey())) {
                    draft.data().set(kept.getKey(), kept.getValue().deepCopy());
                }
            }
        });
        JsonNode accounting = draft.data().path("AccountingInfoPrefs");
        if (Fields.flag(accounting, "ClassTrackingPerTxn") && Fields.flag(accounting, "ClassTrackingPerTxnLine")) {
            throw Refusals.business("Classes are tracked per transaction or per line, not both");
        }
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        if (out.path("TaxPrefs") instanceof ObjectNode tax) {
            tax.put("PartnerTaxEnabled", books.switches.automatedSalesTax());
        }
    }
}
