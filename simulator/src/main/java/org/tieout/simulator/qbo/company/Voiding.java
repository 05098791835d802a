package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// What voiding does to a document: amounts and quantities become 0, the note says so, a payment's links go.
final class Voiding {
    private Voiding() {}

    static ObjectNode zero(EntityType type, ObjectNode data) {
        ObjectNode zero = data.deepCopy();
        zero.put("TotalAmt", BigDecimal.ZERO);
        String note =
                Fields.text(data, "PrivateNote").map(old -> "Voided - " + old).orElse("Voided");
        zero.put("PrivateNote", note);
        if (zero.has("TxnTaxDetail")) {
            zero.set("TxnTaxDetail", Json.object().put("TotalTax", BigDecimal.ZERO));
        }
        if (type == EntityType.PAYMENT) {
            zero.putArray("Line");
        }
        for (ObjectNode line : Fields.lines(zero)) {
            line.put("Amount", BigDecimal.ZERO);
            if (line.path("SalesItemLineDetail") instanceof ObjectNode detail) {
                detail.put("Qty", BigDecimal.ZERO);
            }
        }
        return zero;
    }

    static ObjectNode withoutLink(ObjectNode data, DocumentKey target) {
        ObjectNode changed = data.deepCopy();
        ArrayNode kept = Json.array();
        for (ObjectNode line : Fields.lines(data)) {
            JsonNode link = line.path("LinkedTxn").path(0);
            boolean same = link.path("TxnId").asText().equals(target.id())
                    && link.path("TxnType").asText().equals(target.type().apiName());
            if (!same) {
                kept.add(line.deepCopy());
            }
        }
        changed.set("Line", kept);
        return changed;
    }
}
