package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.simulator.amazon.AmazonServer.Answer;
import org.tieout.simulator.http.Json;

/// searchOrders and getOrder, request by literal request. The world stands at 2026-10-15T12:00:00Z.
class OrdersApiTest {
    private static final String ORDERS = "/orders/2026-01-01/orders";
    private static final String INVALID =
            "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"The input you have submitted is not valid. Please check your input and try again.\",\"details\":\"\"}]}";
    private static final String EVERYTHING = "&includedData=BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,"
            + "FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS";

    private final AmazonServer server =
            new AmazonServer(SellerOptions.demo(1).withUsagePlanFactor(new BigDecimal("1000")));

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Json.parse(answer.bytes()).orElseThrow();
    }

    private JsonNode order(UntidyCase each, String query) {
        return json(server.get(ORDERS + "/" + server.face.seller().untidy(each) + query))
                .path("order");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?createdAfter=2026-09-01T00:00:00Z&lastUpdatedAfter=2026-09-01T00:00:00Z",
                "?createdAfter=2026-09-01T00:00:00Z&lastUpdatedBefore=2026-09-02T00:00:00Z",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&createdBefore=2026-09-02T00:00:00Z",
                "?lastUpdatedBefore=2026-09-01T00:00:00Z",
                "?lastUpdatedAfter=2026-09-02T00:00:00Z&lastUpdatedBefore=2026-09-01T00:00:00Z",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&lastUpdatedBefore=2026-10-15T11:58:01Z",
                "?createdAfter=2026-09-01T00:00:00Z&createdBefore=2026-10-15T12:00:00Z",
                "?lastUpdatedAfter=2026-10-15T11:59:00Z",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&maxResultsPerPage=0",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&maxResultsPerPage=101",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&maxResultsPerPage=ten",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&includedData=EVERYTHING",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&fulfillmentStatuses=Shipped",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&fulfilledBy=AFN",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&marketplaceIds=NOWHERE",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&marketplaceIds=",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&marketplaceIds=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&MarketplaceIds=ATVPDKIKX0DER",
                "?lastUpdatedAfter=2026-09-01T00:00:00Z&paginationToken=never-issued"
            })
    void aSearchThatBreaksARuleIsInvalidInput(String query) {
        Answer answer = server.get(ORDERS + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
        assertThat(answer.headers()).containsKeys("x-amzn-requestid", "x-amzn-ratelimit-limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-09-01", "2026-09-01T00:00:00", "2026-09-01T00:00:00+02:00", "yesterday"})
    void aTimeIsIso8601WithAZoneAndAPlusMustBeEscaped(String time) {
        Answer answer = server.get(ORDERS + "?lastUpdatedAfter=" + time);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"timestamp must follow ISO8601\",\"details\":\"\"}]}");
        assertThat(server.get(ORDERS + "?lastUpdatedAfter=2026-09-01T00:00:00%2B02:00")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theWatermarkIsEchoedAndTwoMinutesOld() {
        JsonNode body = json(server.get(ORDERS + "?lastUpdatedAfter=2026-10-14T00:00:00Z"));
        assertThat(body.path("lastUpdatedBefore").asText()).isEqualTo("2026-10-15T11:58:00.000Z");
        assertThat(body.has("createdBefore")).isFalse();
        assertThat(body.has("pagination")).isFalse();
        JsonNode limited =
                json(server.get(ORDERS + "?createdAfter=2026-10-01T00:00:00Z&createdBefore=2026-10-02T00:00:00Z"));
        assertThat(limited.path("createdBefore").asText()).isEqualTo("2026-10-02T00:00:00.000Z");
    }

    @Test
    void aWatermarkMayBeUsedAsTheNextStartWithoutWaiting() {
        assertThat(server.get(ORDERS + "?lastUpdatedAfter=2026-10-15T11:58:00Z").status())
                .isEqualTo(200);
    }

    @Test
    void pagesHoldEveryOrderOnceAndTheLastHasNoToken() {
        String query = "?createdAfter=2026-08-01T00:00:00Z&marketplaceIds=ATVPDKIKX0DER&maxResultsPerPage=70";
        List<String> ids = new ArrayList<>();
        JsonNode page = json(server.get(ORDERS + query));
        int pages = 1;
        while (true) {
            page.path("orders").forEach(order -> ids.add(order.path("orderId").asText()));
            if (!page.has("pagination")) {
                break;
            }
            String token = page.path("pagination").path("nextToken").asText();
            page = json(server.get(ORDERS + query + "&paginationToken=" + token));
            pages++;
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSize(server.face
                        .seller()
                        .orders(server.face.seller().now().minusSeconds(120))
                        .size());
        assertThat(pages).isEqualTo(5);
    }

    @Test
    void aTokenIsGoodForADayAndOnlyWithTheArgumentsOfItsSearch() {
        String query = "?createdAfter=2026-08-01T00:00:00Z&maxResultsPerPage=10";
        String token = json(server.get(ORDERS + query))
                .path("pagination")
                .path("nextToken")
                .asText();
        assertThat(server.get(ORDERS + query + "&paginationToken=" + token).status())
                .isEqualTo(200);
        assertThat(server.get(ORDERS + "?paginationToken=" + token).text()).isEqualTo(INVALID);
        assertThat(server.get(ORDERS + query + "&fulfilledBy=AMAZON&paginationToken=" + token)
                        .text())
                .isEqualTo(INVALID);
        server.clock.advanceProtocol(Duration.ofHours(24));
        assertThat(server.get(ORDERS + query + "&paginationToken=" + token).text())
                .isEqualTo(INVALID);
    }

    @Test
    void aChangeIsVisibleTwoMinutesAfterItHappened() {
        Instant tomorrow = server.clock.worldNow().plus(Duration.ofDays(1));
        Order next = new SellerModel(server.face.seller().options(), InstantSource.fixed(tomorrow))
                .orders().stream()
                        .map(OrderView::order)
                        .filter(order -> order.created().isAfter(server.clock.worldNow()))
                        .findFirst()
                        .orElseThrow();
        Duration untilVisible =
                Duration.between(server.clock.worldNow(), next.created()).plusMinutes(2);
        server.clock.advanceWorld(untilVisible.minusMillis(1));
        assertThat(server.get(ORDERS + "/" + next.id()).status()).isEqualTo(404);
        server.clock.advanceWorld(Duration.ofMillis(1));
        JsonNode pending = json(server.get(ORDERS + "/" + next.id() + EVERYTHING.replaceFirst("&", "?")));
        assertThat(pending.path("order")
                        .path("fulfillment")
                        .path("fulfillmentStatus")
                        .asText())
                .isEqualTo("PENDING");
        assertThat(pending.path("order").has("proceeds")).isFalse();
        assertThat(pending.path("order")
                        .path("orderItems")
                        .path(0)
                        .path("product")
                        .has("price"))
                .isFalse();
    }

    @Test
    void anOrderReappearsInASearchByUpdateWithEachChange() {
        String id = server.face.seller().untidy(UntidyCase.UNITS_SPLIT);
        String first = ORDERS + "?lastUpdatedAfter=2026-09-01T00:00:00Z&includedData=FULFILLMENT";
        assertThat(json(server.get(first)).path("lastUpdatedBefore").asText()).isEqualTo("2026-10-15T11:58:00.000Z");
        server.face.seller().alterOrder(id, 1);
        JsonNode again = json(server.get(ORDERS + "?lastUpdatedAfter=2026-10-15T11:57:00Z"));
        assertThat(again.path("orders"))
                .anyMatch(order -> order.path("orderId").asText().equals(id));
    }

    @Test
    void withoutIncludedDataOnlyTheBasicsComeBack() {
        JsonNode order = order(UntidyCase.GIFT_AND_PROMOTION, "");
        assertThat(order.propertyStream().map(Map.Entry::getKey))
                .containsExactly("orderId", "createdTime", "lastUpdatedTime", "programs", "salesChannel", "orderItems");
        assertThat(order.path("orderItems").path(0).has("proceeds")).isFalse();
        assertThat(order.path("orderItems").path(0).has("fulfillment")).isFalse();
    }

    @Test
    void proceedsAreDecimalStringsWhoseBreakdownsAddUpToTheGrandTotal() {
        JsonNode order = order(UntidyCase.GIFT_AND_PROMOTION, "?includedData=PROCEEDS,PROMOTION");
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode breakdown : order.path("proceeds").path("breakdowns")) {
            assertThat(breakdown.path("subtotal").path("amount").isTextual()).isTrue();
            sum = sum.add(
                    new BigDecimal(breakdown.path("subtotal").path("amount").asText()));
        }
        assertThat(sum)
                .isEqualByComparingTo(
                        order.path("proceeds").path("grandTotal").path("amount").asText());
        JsonNode item = order.path("orderItems").path(0);
        assertThat(item.path("proceeds").path("breakdowns").path(0).toString())
                .isEqualTo("{\"type\":\"ITEM\",\"subtotal\":{\"amount\":\"27.50\",\"currencyCode\":\"USD\"}}");
        assertThat(item.path("promotion").toString())
                .isEqualTo("{\"breakdowns\":[{\"promotionId\":\"PAWS-V2-RENTRÉE-2026\"}]}");
        JsonNode discount = item.path("proceeds")
                .path("breakdowns")
                .path(item.path("proceeds").path("breakdowns").size() - 1);
        assertThat(discount.toString())
                .isEqualTo("{\"type\":\"DISCOUNT\",\"subtotal\":{\"amount\":\"-8.74\",\"currencyCode\":\"USD\"},"
                        + "\"detailedBreakdowns\":[{\"subtype\":\"ITEM\",\"value\":{\"amount\":\"-2.75\",\"currencyCode\":\"USD\"}},"
                        + "{\"subtype\":\"SHIPPING\",\"value\":{\"amount\":\"-5.99\",\"currencyCode\":\"USD\"}}]}");
    }

    @Test
    void aMerchantOrderShowsItsParcelsAndAnAmazonOrderDoesNot() {
        JsonNode merchant = order(UntidyCase.TWO_PARTS_TWO_DAYS, "?includedData=PACKAGES,FULFILLMENT");
        assertThat(merchant.path("packages")).hasSize(2);
        JsonNode first = merchant.path("packages").path(0);
        assertThat(first.path("shipTime").asText()).matches("2026-09-03T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(first.path("trackingNumber").asText()).isNotEmpty();
        assertThat(first.path("carrier").asText()).isNotEmpty();
        assertThat(first.path("packageItems")).hasSize(1);
        assertThat(merchant.path("fulfillment").path("fulfillmentStatus").asText())
                .isEqualTo("SHIPPED");
        JsonNode amazon = order(UntidyCase.EQUAL_UNIT_ROWS, EVERYTHING.replaceFirst("&", "?"));
        assertThat(amazon.has("packages")).isFalse();
        assertThat(amazon.path("buyer").has("buyerEmail")).isFalse();
        assertThat(amazon.path("fulfillmentOrders")).hasSize(1);
    }

    @Test
    void aCancelledOrderHasNoAmountsAndSaysWhoCancelled() {
        JsonNode order = order(UntidyCase.CANCELLED_BY_BUYER, EVERYTHING.replaceFirst("&", "?"));
        assertThat(order.has("proceeds")).isFalse();
        JsonNode item = order.path("orderItems").path(0);
        assertThat(item.path("quantityOrdered").asInt()).isZero();
        assertThat(item.path("cancellation").toString())
                .isEqualTo("{\"cancellationExecution\":{\"cancelledBy\":\"BUYER\","
                        + "\"cancelReason\":\"Buyer requested cancellation\"}}");
    }

    @Test
    void aReplacementNamesItsOriginalAndCostsNothing() {
        JsonNode order = order(UntidyCase.REPLACEMENT, "?includedData=PROCEEDS");
        assertThat(order.path("associatedOrders").path(0).path("orderId").asText())
                .isEqualTo(server.face.seller().untidy(UntidyCase.PRICE_CONCESSION));
        assertThat(order.path("proceeds").path("grandTotal").path("amount").asText())
                .isEqualTo("0.00");
    }

    @Test
    void filtersNarrowTheSearch() {
        JsonNode body = json(server.get(ORDERS + "?createdAfter=2026-08-01T00:00:00Z&fulfilledBy=MERCHANT"
                + "&fulfillmentStatuses=CANCELLED&includedData=FULFILLMENT"));
        assertThat(body.path("orders")).isNotEmpty().allSatisfy(order -> {
            assertThat(order.path("fulfillment").path("fulfilledBy").asText()).isEqualTo("MERCHANT");
            assertThat(order.path("fulfillment").path("fulfillmentStatus").asText())
                    .isEqualTo("CANCELLED");
        });
        assertThat(json(server.get(ORDERS + "?createdAfter=2026-08-01T00:00:00Z&marketplaceIds=A1PA6795UKMFR9"))
                        .path("orders"))
                .isEmpty();
    }

    @Test
    void anUnknownOrderIsNotFoundAndAMalformedIdInvalid() {
        Answer unknown = server.get(ORDERS + "/111-0000000-0000000");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text())
                .isEqualTo(
                        "{\"errors\":[{\"code\":\"NotFound\",\"message\":\"The order 111-0000000-0000000 does not exist.\"}]}");
        assertThat(server.get(ORDERS + "/12345").text()).isEqualTo(INVALID);
        assertThat(server.get(ORDERS + "/111-0000000-0000000?includedData=ALL").text())
                .isEqualTo(INVALID);
    }
}
