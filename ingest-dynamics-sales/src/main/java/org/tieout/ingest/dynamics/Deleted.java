package org.tieout.ingest.dynamics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Money;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.Watermark;
import org.tieout.ingest.dynamics.record.DocumentTable;

/// The version of a document that is no longer there. Dataverse says no more than its id (memo, section 6);
/// what else is in it is what was remembered of the version before.
final class Deleted {

    private static final String VERSION = "row-version";
    private static final String NUMBER = "number";
    private static final String STATUS = "status";
    private static final String OPPORTUNITY = "opportunity";
    private static final String QUOTE = "quote";
    private static final String CUSTOMER_KIND = "customer-kind";
    private static final String CUSTOMER = "customer";
    private static final String CURRENCY = "currency";
    private static final int AMOUNT_SCALE = 4;
    private static final int DECIMAL_SCALE = 10;

    private Deleted() {}

    /// Puts down what will be needed.
    static void remember(SalesDocumentVersion version, Map<String, String> facts) {
        facts.put(VERSION, Long.toString(version.getRowVersion()));
        facts.put(STATUS, Integer.toString(version.getStatusCode()));
        facts.put(CURRENCY, version.getCurrency());
        put(facts, NUMBER, version.getNumber());
        put(facts, OPPORTUNITY, version.getOpportunityId());
        put(facts, QUOTE, version.getQuoteId());
        put(facts, CUSTOMER_KIND, version.getCustomerKind());
        put(facts, CUSTOMER, version.getCustomerId());
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    /// The version. Its row version is one above the last that was seen: the true one is not told, and a
    /// record that is brought back has a higher one.
    static SalesDocumentVersion version(
            String connection, String organization, DocumentTable table, String id, Watermark last, Instant now) {
        Map<String, String> facts = last.getReached();
        String currency = facts.getOrDefault(CURRENCY, "");
        Money none = Money.newBuilder()
                .setCurrency(currency)
                .setAmount(BigDecimal.ZERO.setScale(AMOUNT_SCALE))
                .build();
        return SalesDocumentVersion.newBuilder()
                .setConnection(connection)
                .setOrganization(organization)
                .setKind(table.kind())
                .setId(id)
                .setRowVersion(Long.parseLong(facts.getOrDefault(VERSION, "0")) + 1)
                .setContentHash("deleted " + last.getPosition())
                .setNumber(facts.get(NUMBER))
                .setStage(SalesDocumentStage.DELETED)
                .setStatusCode(Integer.parseInt(facts.getOrDefault(STATUS, "0")))
                .setOpportunityId(facts.get(OPPORTUNITY))
                .setQuoteId(facts.get(QUOTE))
                .setCustomerKind(facts.get(CUSTOMER_KIND))
                .setCustomerId(facts.get(CUSTOMER))
                .setCurrency(currency)
                .setLines(List.of())
                .setLineTotal(none)
                .setDiscountAmount(none)
                .setDiscountPercentage(BigDecimal.ZERO.setScale(DECIMAL_SCALE))
                .setFreight(none)
                .setTax(none)
                .setTotal(none)
                .setModifiedAt(now)
                .setReadAt(now)
                .build();
    }
}
