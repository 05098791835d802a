package org.tieout.ingest.dynamics.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tieout.event.SalesDocumentLine;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;

/// What a row of Dataverse becomes.
class DocumentReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final DocumentReader READER = new DocumentReader("crm", "org");
    private static final String ORDER = """
            {"@odata.etag":"W/\\"919042\\"","salesorderid":"0000000A-0000-4000-8000-000000000001","name":"Boards",
             "ordernumber":"ORD-1","statecode":1,"statuscode":3,"submitdate":"2026-11-20","datefulfilled":null,
             "_customerid_value":"c1","_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"contact",
             "_ownerid_value":"u1","_opportunityid_value":null,"_quoteid_value":"q1",
             "quoteid":{"_opportunityid_value":"o1"},"transactioncurrencyid":{"isocurrencycode":"EUR"},
             "pricelevelid":null,"totallineitemamount":100.5000,"discountamount":null,"discountpercentage":2.5,
             "freightamount":7,"totaltax":0,"totalamount":107.50,"pricingerrorcode":0,"paymenttermscode":2,
             "shippingmethodcode":null,"requestdeliveryby":"2026-12-01T00:00:00Z","modifiedon":"2026-11-20T23:30:00Z"}""";
    private static final String OPPORTUNITY = """
            {"@odata.etag":"W/\\"5\\"","opportunityid":"o1","name":"Deal","statecode":1,"statuscode":3,
             "estimatedvalue":1200,"actualvalue":null,"actualclosedate":null,"modifiedon":"2026-11-20T23:30:00Z"}""";

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static SalesDocumentVersion order(JsonNode header, JsonNode... lines) {
        return READER.read(DocumentTable.ORDER, header, List.of(lines), NOW);
    }

    private static ObjectNode line(String id, int sequence) {
        return json("""
                {"salesorderdetailid":"%s","sequencenumber":%d,"quantity":2.5,"priceperunit":10.12345,"uomid":null,
                 "productid":null,"productdescription":"Engraving","manualdiscountamount":1,"baseamount":25.31,
                 "extendedamount":24.31,"tax":null,"volumediscountamount":null,"lineitemnumber":1}""".formatted(id, sequence));
    }

    @Test
    void anOrderTakesItsOpportunityFromItsQuoteAndItsDayFromItsSubmission() {
        SalesDocumentVersion order = order(json(ORDER));

        assertThat(order.getId()).isEqualTo("0000000a-0000-4000-8000-000000000001");
        assertThat(order.getRowVersion()).isEqualTo(919042);
        assertThat(order.getStage()).isEqualTo(SalesDocumentStage.SUBMITTED);
        assertThat(order.getOpportunityId()).isEqualTo("o1");
        assertThat(order.getQuoteId()).isEqualTo("q1");
        assertThat(order.getCustomerKind()).isEqualTo("contact");
        assertThat(order.getCurrency()).isEqualTo("EUR");
        assertThat(order.getPriceList()).isNull();
        assertThat(order.getTotal().getAmount()).isEqualByComparingTo("107.5");
        assertThat(order.getDiscountAmount().getAmount()).isZero();
        assertThat(order.getPaymentTerms()).isEqualTo("2");
        assertThat(order.getRequestedDelivery()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(order.getClosedOn()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(order.getValue()).isNull();
    }

    @Test
    void linesComeInTheirOrderAndAWriteInHasNoProduct() {
        List<SalesDocumentLine> lines =
                order(json(ORDER), line("b", 2), line("a", 1)).getLines();

        assertThat(lines).extracting(SalesDocumentLine::getId).containsExactly("a", "b");
        assertThat(lines).extracting(SalesDocumentLine::getNumber).containsExactly(1, 2);
        assertThat(lines.getFirst().getProductId()).isNull();
        assertThat(lines.getFirst().getDescription()).isEqualTo("Engraving");
        assertThat(lines.getFirst().getIsDefaultUnit()).isFalse();
        assertThat(lines.getFirst().getPricePerUnit()).isEqualByComparingTo("10.12345");
    }

    @Test
    void aUnitThatIsNotTheProductsOwnIsToldFromItsDefault() {
        ObjectNode sold = line("a", 1);
        sold.put("_uomid_value", "dozen").set("uomid", json("{\"name\":\"Dozen\"}"));
        sold.put("_productid_value", "p1")
                .set(
                        "productid",
                        json("{\"productnumber\":\"MUG\",\"name\":\"Mug\",\"_defaultuomid_value\":\"each\"}"));
        SalesDocumentLine byTheDozen = order(json(ORDER), sold).getLines().getFirst();
        sold.put("_uomid_value", "each");
        SalesDocumentLine single = order(json(ORDER), sold).getLines().getFirst();

        assertThat(byTheDozen.getUnit()).isEqualTo("Dozen");
        assertThat(byTheDozen.getDescription()).isEqualTo("Mug");
        assertThat(byTheDozen.getProductNumber()).isEqualTo("MUG");
        assertThat(byTheDozen.getIsDefaultUnit()).isFalse();
        assertThat(single.getIsDefaultUnit()).isTrue();
    }

    @Test
    void aWonOpportunityIsWorthItsEstimateUntilItHasAnActualValue() {
        ObjectNode header = json(OPPORTUNITY);
        SalesDocumentVersion estimated = READER.read(DocumentTable.OPPORTUNITY, header, List.of(), NOW);
        header.put("actualvalue", 1100).put("actualclosedate", "2026-11-19");
        SalesDocumentVersion actual = READER.read(DocumentTable.OPPORTUNITY, header, List.of(), NOW);

        assertThat(estimated.getValue().getAmount()).isEqualByComparingTo("1200");
        assertThat(estimated.getOpportunityId()).isEqualTo("o1");
        assertThat(estimated.getClosedOn()).as("the day of its last change").isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(actual.getValue().getAmount()).isEqualByComparingTo("1100");
        assertThat(actual.getClosedOn()).isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void everyStateThatIsDocumentedIsAStageAndAnyOtherIsUnknown() {
        assertThat(stages(DocumentTable.OPPORTUNITY, 3))
                .containsExactly(
                        SalesDocumentStage.OPEN,
                        SalesDocumentStage.WON,
                        SalesDocumentStage.LOST,
                        SalesDocumentStage.UNKNOWN);
        assertThat(stages(DocumentTable.QUOTE, 4))
                .containsExactly(
                        SalesDocumentStage.DRAFT,
                        SalesDocumentStage.ACTIVE,
                        SalesDocumentStage.WON,
                        SalesDocumentStage.CLOSED,
                        SalesDocumentStage.UNKNOWN);
        assertThat(stages(DocumentTable.ORDER, 5))
                .containsExactly(
                        SalesDocumentStage.ACTIVE,
                        SalesDocumentStage.SUBMITTED,
                        SalesDocumentStage.CANCELED,
                        SalesDocumentStage.FULFILLED,
                        SalesDocumentStage.INVOICED,
                        SalesDocumentStage.UNKNOWN);
    }

    private static List<SalesDocumentStage> stages(DocumentTable table, int last) {
        return IntStream.rangeClosed(0, last)
                .mapToObj(state -> DocumentReader.stage(table, state))
                .toList();
    }

    @Test
    void onlyWhatCountsIsContent() {
        String content = order(json(ORDER), line("a", 1)).getContentHash();
        ObjectNode writtenBack = json(ORDER);
        writtenBack
                .put("@odata.etag", "W/\"919077\"")
                .put("modifiedon", "2026-11-25T08:00:00Z")
                .put("submitdate", "2026-11-25")
                .put("new_bcstatus", "Posted");
        ObjectNode dearer = line("a", 1);
        dearer.put("extendedamount", 25);

        assertThat(order(writtenBack, line("a", 1)).getContentHash()).isEqualTo(content);
        assertThat(order(json(ORDER), dearer).getContentHash()).isNotEqualTo(content);
        assertThat(order(json(ORDER).put("statecode", 3), line("a", 1)).getContentHash())
                .isNotEqualTo(content);
        assertThat(order(json(ORDER)).getContentHash()).isNotEqualTo(content);
    }

    @Test
    void anAmountThatIsNoneIsNotGuessed() {
        assertThatThrownBy(() -> order(json(ORDER).put("totalamount", "107.50")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("totalamount is no number");
        assertThatThrownBy(() -> order(json(ORDER.replace("107.50", "107.50001"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("totalamount has more than 4 decimals: 107.50001");
        assertThatThrownBy(() -> order(json(ORDER).put("@odata.etag", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no row version");
    }
}
