package org.tieout.ingest.dynamics.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Money;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;

/// Reads an opportunity, a quote or an order with its lines into one version (memo, sections 8.1 to 8.4).
/// Takes by name what counts: addresses, descriptions and what we write back do not get in.
public record DocumentReader(String connection, String organization) {

    private static final String CUSTOMER = "_customerid_value";
    private static final Set<String> ASIDE = Set.of("contentHash", "rowVersion", "modifiedAt", "readAt");
    private static final Set<String> ORDER_ASIDE =
            Set.of("contentHash", "rowVersion", "modifiedAt", "readAt", "closedOn");

    /// Reads one.
    ///
    /// @param header the document with its currency, price list and quote
    /// @param lines its lines, in any order, each with its product and unit
    /// @throws IllegalArgumentException if it lacks what every such row has, or an amount is none
    public SalesDocumentVersion read(DocumentTable table, JsonNode header, List<JsonNode> lines, Instant readAt) {
        String currency = orEmpty(Rows.text(header.path("transactioncurrencyid"), "isocurrencycode"));
        SalesDocumentStage stage = stage(table, header.path("statecode").asInt(-1));
        SalesDocumentVersion version = SalesDocumentVersion.newBuilder()
                .setConnection(connection)
                .setOrganization(organization)
                .setKind(table.kind())
                .setId(Rows.required(header, table.key()).toLowerCase(Locale.ROOT))
                .setRowVersion(Rows.version(header))
                .setContentHash("")
                .setNumber(number(table, header))
                .setStage(stage)
                .setStatusCode(header.path("statuscode").asInt())
                .setOpportunityId(opportunity(table, header))
                .setQuoteId(Rows.text(header, "_quoteid_value"))
                .setCustomerKind(Rows.text(header, CUSTOMER + "@" + MasterReader.LOOKUP_TABLE))
                .setCustomerId(Rows.text(header, CUSTOMER))
                .setCurrency(currency)
                .setPriceList(Rows.text(header.path("pricelevelid"), "name"))
                .setOwnerId(Rows.text(header, "_ownerid_value"))
                .setLines(lines(table, lines, currency))
                .setLineTotal(Rows.money(header, "totallineitemamount", currency))
                .setDiscountAmount(Rows.money(header, "discountamount", currency))
                .setDiscountPercentage(Rows.decimal(header, "discountpercentage"))
                .setFreight(Rows.money(header, "freightamount", currency))
                .setTax(Rows.money(header, "totaltax", currency))
                .setTotal(Rows.money(header, "totalamount", currency))
                .setValue(value(table, header, currency))
                .setPricingError(header.path("pricingerrorcode").asInt())
                .setClosedOn(closedOn(table, header))
                .setRequestedDelivery(Rows.day(header, "requestdeliveryby"))
                .setPaymentTerms(Rows.text(header, "paymenttermscode"))
                .setShippingMethod(Rows.text(header, "shippingmethodcode"))
                .setModifiedAt(Rows.modified(header))
                .setReadAt(readAt)
                .build();
        version.setContentHash(contentHash(version));
        if (version.getClosedOn() == null && closed(stage)) {
            // The last change of a closed record that names no day is the best there is; it is no content.
            version.setClosedOn(LocalDate.ofInstant(version.getModifiedAt(), ZoneOffset.UTC));
        }
        return version;
    }

    private static @Nullable String number(DocumentTable table, JsonNode header) {
        return switch (table) {
            case OPPORTUNITY -> null;
            case QUOTE -> Rows.text(header, "quotenumber");
            case ORDER -> Rows.text(header, "ordernumber");
        };
    }

    private static @Nullable String opportunity(DocumentTable table, JsonNode header) {
        return switch (table) {
            case OPPORTUNITY -> Rows.required(header, table.key());
            case QUOTE -> Rows.text(header, "_opportunityid_value");
            case ORDER -> {
                String own = Rows.text(header, "_opportunityid_value");
                yield own == null ? Rows.text(header.path("quoteid"), "_opportunityid_value") : own;
            }
        };
    }

    /// By the state alone: what a record is is observed, not what was done to it (section 9).
    static SalesDocumentStage stage(DocumentTable table, int state) {
        return switch (table) {
            case OPPORTUNITY ->
                switch (state) {
                    case 0 -> SalesDocumentStage.OPEN;
                    case 1 -> SalesDocumentStage.WON;
                    case 2 -> SalesDocumentStage.LOST;
                    default -> SalesDocumentStage.UNKNOWN;
                };
            case QUOTE ->
                switch (state) {
                    case 0 -> SalesDocumentStage.DRAFT;
                    case 1 -> SalesDocumentStage.ACTIVE;
                    case 2 -> SalesDocumentStage.WON;
                    case 3 -> SalesDocumentStage.CLOSED;
                    default -> SalesDocumentStage.UNKNOWN;
                };
            case ORDER ->
                switch (state) {
                    case 0 -> SalesDocumentStage.ACTIVE;
                    case 1 -> SalesDocumentStage.SUBMITTED;
                    case 2 -> SalesDocumentStage.CANCELED;
                    case 3 -> SalesDocumentStage.FULFILLED;
                    case 4 -> SalesDocumentStage.INVOICED;
                    default -> SalesDocumentStage.UNKNOWN;
                };
        };
    }

    private static boolean closed(SalesDocumentStage stage) {
        return switch (stage) {
            case WON, LOST, CLOSED, SUBMITTED, FULFILLED, INVOICED -> true;
            case UNKNOWN, OPEN, DRAFT, ACTIVE, CANCELED, DELETED -> false;
        };
    }

    /// The day an opportunity was won, a quote accepted, an order submitted, or else fulfilled.
    private static @Nullable LocalDate closedOn(DocumentTable table, JsonNode header) {
        return switch (table) {
            case OPPORTUNITY -> Rows.day(header, "actualclosedate");
            case QUOTE -> Rows.day(header, "closedon");
            case ORDER -> {
                LocalDate submitted = Rows.day(header, "submitdate");
                yield submitted == null ? Rows.day(header, "datefulfilled") : submitted;
            }
        };
    }

    private static @Nullable Money value(DocumentTable table, JsonNode header, String currency) {
        if (table != DocumentTable.OPPORTUNITY) {
            return null;
        }
        String column = header.path("actualvalue").isNumber() ? "actualvalue" : "estimatedvalue";
        return header.path(column).isNumber() ? Rows.money(header, column, currency) : null;
    }

    private static List<SalesDocumentLine> lines(DocumentTable table, List<JsonNode> rows, String currency) {
        List<JsonNode> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.<JsonNode>comparingInt(row -> place(row, "sequencenumber"))
                .thenComparingInt(row -> place(row, "lineitemnumber"))
                .thenComparing(row -> row.path(table.lineKey()).asText()));
        List<SalesDocumentLine> lines = new ArrayList<>();
        for (JsonNode row : sorted) {
            lines.add(line(table, row, lines.size() + 1, currency));
        }
        return lines;
    }

    private static int place(JsonNode row, String column) {
        return row.path(column).asInt(Integer.MAX_VALUE);
    }

    private static SalesDocumentLine line(DocumentTable table, JsonNode row, int number, String currency) {
        JsonNode product = row.path("productid");
        String unit = Rows.text(row, "_uomid_value");
        return SalesDocumentLine.newBuilder()
                .setId(Rows.required(row, table.lineKey()).toLowerCase(Locale.ROOT))
                .setNumber(number)
                .setProductId(Rows.text(row, "_productid_value"))
                .setProductNumber(Rows.text(product, "productnumber"))
                .setDescription(orEmpty(product.has("name") ? Rows.text(product, "name") : text(row)))
                .setUnit(Rows.text(row.path("uomid"), "name"))
                .setIsDefaultUnit(unit != null && unit.equals(Rows.text(product, "_defaultuomid_value")))
                .setQuantity(Rows.decimal(row, "quantity"))
                .setPricePerUnit(Rows.decimal(row, "priceperunit"))
                .setVolumeDiscount(Rows.decimal(row, "volumediscountamount"))
                .setManualDiscount(Rows.money(row, "manualdiscountamount", currency))
                .setTax(Rows.money(row, "tax", currency))
                .setBaseAmount(Rows.money(row, "baseamount", currency))
                .setExtendedAmount(Rows.money(row, "extendedamount", currency))
                .build();
    }

    private static @Nullable String text(JsonNode row) {
        return Rows.text(row, "productdescription");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// What counts, as one hash: everything but row version and times. Writing back takes a submitted order
    /// back to active and submits it again at once (section 10), which moves its submit date: an order's
    /// day alone is no new content.
    private static String contentHash(SalesDocumentVersion version) {
        return Content.hash(version, version.getKind() == DocumentTable.ORDER.kind() ? ORDER_ASIDE : ASIDE);
    }
}
