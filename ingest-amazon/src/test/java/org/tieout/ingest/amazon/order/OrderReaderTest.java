package org.tieout.ingest.amazon.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;

/// Reading an order of Orders API v2026-01-01.
class OrderReaderTest {

    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final String ORDER = """
            {"orderId":"111-2222222-3333333","createdTime":"2026-09-01T10:00:00.000Z",
             "lastUpdatedTime":"2026-09-03T08:00:00.123Z","programs":["PRIME"],
             "associatedOrders":[{"orderId":"111-0000000-0000000","associationType":"REPLACEMENT_ORIGINAL_ID"}],
             "salesChannel":{"channelName":"AMAZON","marketplaceId":"ATVPDKIKX0DER","marketplaceName":"Amazon.com"},
             "buyer":{"buyerName":"Ada Example","buyerEmail":"ada@example.invalid"},
             "recipient":{"deliveryAddress":{"name":"Ada Example","addressLine1":"1 Example Street","phone":"555-0100"}},
             "fulfillment":{"fulfillmentStatus":"SHIPPED","fulfilledBy":"MERCHANT"},
             "orderItems":[{"orderItemId":"7","quantityOrdered":2,
               "product":{"asin":"B000000001","title":"Mug","sellerSku":" MUG-1 "},
               "proceeds":{"proceedsTotal":{"amount":"21.58","currencyCode":"USD"},"breakdowns":[
                 {"type":"ITEM","subtotal":{"amount":"19.98","currencyCode":"USD"}},
                 {"type":"TAX","subtotal":{"amount":"1.60","currencyCode":"USD"}}]},
               "fulfillment":{"quantityFulfilled":2,"packing":{"giftOption":{"giftMessage":"Dear Ada"}}},
               "tax":{"taxCollections":[{"model":"MARKETPLACE_FACILITATOR"}]}}],
             "packages":[{"shipTime":"2026-09-02T12:00:00.000Z","carrier":"UPS","trackingNumber":"1Z9"}]}
            """;

    private final OrderReader reader = new OrderReader("amazon-us", "SIMSELLER1");

    @Test
    void whatAccountingNeedsIsTakenOver() {
        var order = reader.read(order(), NOW);

        assertThat(order.getStatus()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(order.getReplacementFor()).isEqualTo("111-0000000-0000000");
        assertThat(order.getMarketplaceName()).isEqualTo("Amazon.com");
        assertThat(order.getItems()).singleElement().satisfies(item -> {
            assertThat(item.getSku()).isEqualTo("MUG-1");
            assertThat(item.getTaxFacilitated()).isTrue();
            assertThat(item.getProceeds())
                    .extracting(part -> part.getAmount().getAmount())
                    .containsExactly(new BigDecimal("19.9800"), new BigDecimal("1.6000"));
        });
        assertThat(order.getPackages())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.getTrackingNumber()).isEqualTo("1Z9"));
    }

    @Test
    void nothingPersonalGetsIntoTheRecord() {
        assertThat(reader.read(order(), NOW).toString())
                .doesNotContain("Ada")
                .doesNotContain("Example Street")
                .doesNotContain("555-0100");
    }

    @Test
    void nothingPersonalIsAskedFor() {
        assertThat(OrdersApi.INCLUDED_DATA.split(",")).doesNotContain("BUYER", "RECIPIENT", "PAYMENT");
    }

    @Test
    void twoReadsOfAVersionHaveTheSameContentHash() {
        assertThat(reader.read(order(), NOW).getContentHash())
                .isEqualTo(reader.read(order(), NOW.plusSeconds(60)).getContentHash());
    }

    @Test
    void aChangedAmountChangesTheContentHash() {
        assertThat(changed("19.98", "19.99").getContentHash())
                .isNotEqualTo(reader.read(order(), NOW).getContentHash());
    }

    @Test
    void aStatusOfANewerApiReadsAsUnknown() {
        assertThat(changed("SHIPPED", "INVOICE_UNCONFIRMED").getStatus()).isEqualTo(OrderStatus.UNKNOWN);
    }

    @Test
    void anAmountThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> changed("19.98", "19,98"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19,98");
    }

    @Test
    void anOrderWithoutAnIdIsRefused() {
        var order = (ObjectNode) order();
        order.remove("orderId");

        assertThatThrownBy(() -> reader.read(order, NOW)).hasMessage("orderId is missing");
    }

    private OrderVersion changed(String from, String to) {
        return reader.read(parse(ORDER.replace(from, to)), NOW);
    }

    private static JsonNode order() {
        return parse(ORDER);
    }

    private static JsonNode parse(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
