package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.simulator.amazon.AmazonServer.Answer;
import org.tieout.simulator.http.Json;

/// listTransactions, listBalances and listSummary, request by literal request. The world stands at
/// 2026-10-15T12:00:00Z.
class FinancesApiTest {
    private static final String TRANSACTIONS = "/finances/2024-06-19/transactions";
    private static final String BALANCES = "/finances/2024-06-19/balances";
    private static final String SUMMARY = "/finances/2024-06-19/summary";
    private static final String SINCE_BEGINNING = "?postedAfter=2026-08-31T00:00:00Z";
    private static final String INVALID =
            "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Invalid input\",\"details\":\"Invalid input\"}]}";

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

    private List<JsonNode> all(String query) {
        server.face.usagePlans().refill();
        List<JsonNode> found = new ArrayList<>();
        JsonNode payload = json(server.get(TRANSACTIONS + query)).path("payload");
        payload.path("transactions").forEach(found::add);
        while (payload.has("nextToken")) {
            payload = json(server.get(TRANSACTIONS + query + "&nextToken="
                            + payload.path("nextToken").asText()))
                    .path("payload");
            payload.path("transactions").forEach(found::add);
        }
        return found;
    }

    private Ledger ledger() {
        return server.face.seller().ledgers().getFirst();
    }

    private static Map<String, JsonNode> byId(List<JsonNode> transactions) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        transactions.forEach(each -> byId.put(each.path("transactionId").asText(), each));
        return byId;
    }

    private static List<String> related(JsonNode transaction, String name) {
        return StreamSupport.stream(transaction.path("relatedIdentifiers").spliterator(), false)
                .filter(each -> each.path("relatedIdentifierName").asText().equals(name))
                .map(each -> each.path("relatedIdentifierValue").asText())
                .toList();
    }

    private static BigDecimal amount(JsonNode currency) {
        assertThat(currency.path("currencyAmount").isNumber()).isTrue();
        return currency.path("currencyAmount").decimalValue();
    }

    private static BigDecimal sum(JsonNode breakdowns) {
        return StreamSupport.stream(breakdowns.spliterator(), false)
                .map(each -> amount(each.path("breakdownAmount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?postedAfter=2026-10-15T11:58:00Z",
                "?postedAfter=2026-10-15T11:59:00Z",
                "?postedAfter=2026-10-01T00:00:00Z&postedBefore=2026-10-15T11:58:01Z",
                "?postedAfter=2026-10-02T00:00:00Z&postedBefore=2026-10-01T00:00:00Z",
                "?postedAfter=2026-10-01T00:00:00Z&postedBefore=2026-10-01T00:00:00Z",
                "?postedAfter=2026-10-01T00:00:00Z&transactionStatus=Released",
                "?postedAfter=2026-10-01T00:00:00Z&transactionStatus=DEFERRED,RELEASED",
                "?postedAfter=2026-10-01T00:00:00Z&marketplaceId=NOWHERE",
                "?postedAfter=2026-10-01T00:00:00Z&marketplaceId=ATVPDKIKX0DER,A1PA6795UKMFR9",
                "?postedAfter=2026-10-01T00:00:00Z&marketplaceIds=ATVPDKIKX0DER",
                "?postedAfter=2026-10-01T00:00:00Z&relatedIdentifierName=ORDER_ID",
                "?postedAfter=2026-10-01T00:00:00Z&relatedIdentifierValue=111-0000000-0000000",
                "?relatedIdentifierName=SETTLEMENT_ID&relatedIdentifierValue=1",
                "?postedAfter=2026-10-01T00:00:00Z&nextToken=never-issued",
                "?postedAfter=2026-10-01T00:00:00Z&pageSize=10",
                "?postedAfter=2026-10-01T00:00:00Z&postedAfter=2026-10-02T00:00:00Z"
            })
    void aSearchThatBreaksARuleIsInvalidInput(String query) {
        Answer answer = server.get(TRANSACTIONS + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
        assertThat(answer.headers()).containsKeys("x-amzn-requestid", "x-amzn-ratelimit-limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?postedBefore=2026-10-01T00:00:00Z", "?transactionStatus=DEFERRED"})
    void aSearchNeedsAStartOrARelatedIdentifier(String query) {
        Answer answer = server.get(TRANSACTIONS + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Start date cannot be null\","
                        + "\"details\":\"Start date cannot be null\"}]}");
    }

    @Test
    void theDefaultPlanIsOneCallInTwoSecondsAndTenAtOnce() {
        try (AmazonServer usual = new AmazonServer(SellerOptions.demo(1))) {
            String token = usual.accessToken();
            for (String operation : List.of(
                    TRANSACTIONS + "?postedAfter=2026-10-14T00:00:00Z",
                    BALANCES,
                    SUMMARY + "?periodStart=2026-09-01&periodEnd=2026-09-02")) {
                for (int call = 0; call < 10; call++) {
                    Answer answer = usual.get(operation, token);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.headers()).containsEntry("x-amzn-ratelimit-limit", "0.5");
                }
                assertThat(usual.get(operation, token).status()).isEqualTo(429);
            }
        }
    }

    @Test
    void aWindowOfMoreThanHalfAYearIsEmptyAndNoError() {
        assertThat(json(server.get(
                                TRANSACTIONS + "?postedAfter=2026-02-01T00:00:00Z&postedBefore=2026-10-15T00:00:00Z"))
                        .path("payload")
                        .path("transactions"))
                .isEmpty();
        assertThat(json(server.get(TRANSACTIONS + "?postedAfter=2026-02-01T00:00:00Z"))
                        .path("payload")
                        .path("transactions"))
                .isEmpty();
        assertThat(all("?postedAfter=2026-04-20T00:00:00Z&postedBefore=2026-10-15T00:00:00Z"))
                .isNotEmpty();
    }

    @Test
    void pagesHoldEveryTransactionOnceAndTheSecondIsEmpty() {
        JsonNode first = json(server.get(TRANSACTIONS + SINCE_BEGINNING)).path("payload");
        assertThat(first.path("transactions")).hasSize(100);
        String token = first.path("nextToken").asText();
        JsonNode second = json(server.get(TRANSACTIONS + SINCE_BEGINNING + "&nextToken=" + token))
                .path("payload");
        assertThat(second.path("transactions")).isEmpty();
        assertThat(second.path("nextToken").asText()).isNotEmpty();
        List<JsonNode> all = all(SINCE_BEGINNING);
        assertThat(byId(all)).hasSize(all.size()).hasSizeGreaterThan(300);
    }

    @Test
    void aTokenComesWithTheArgumentsItContinues() {
        String token = json(server.get(TRANSACTIONS + SINCE_BEGINNING))
                .path("payload")
                .path("nextToken")
                .asText();
        assertThat(server.get(TRANSACTIONS + "?nextToken=" + token).status()).isEqualTo(400);
        assertThat(server.get(TRANSACTIONS + SINCE_BEGINNING + "&transactionStatus=RELEASED&nextToken=" + token)
                        .status())
                .isEqualTo(400);
        assertThat(server.get(TRANSACTIONS + SINCE_BEGINNING + "&nextToken=" + token)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRepeatedPageComesWithItsOwnToken() {
        String token = json(server.get(TRANSACTIONS + SINCE_BEGINNING))
                .path("payload")
                .path("nextToken")
                .asText();
        server.raw("POST /control/amazon/finances/repeat-pages HTTP/1.1\nContent-Type: application/json\n\n"
                + "{\"on\":true}");
        assertThat(json(server.get(TRANSACTIONS + SINCE_BEGINNING + "&nextToken=" + token))
                        .path("payload")
                        .path("nextToken")
                        .asText())
                .isEqualTo(token);
    }

    @Test
    void whatConcernsAnOrderShowsUpTo48HoursLateAndThenForGood() {
        Set<String> posted = new HashSet<>();
        ledger().transactions(server.face.seller().now(), Ledger.Lag.NONE).forEach(each -> posted.add(each.id()));
        Set<String> shown = byId(all(SINCE_BEGINNING)).keySet();
        Set<String> hidden = new HashSet<>(posted);
        hidden.removeAll(shown);
        assertThat(posted).containsAll(shown);
        assertThat(hidden).isNotEmpty();
        assertThat(byId(all("?postedAfter=2026-08-31T00:00:00Z&postedBefore=2026-10-13T12:00:00Z")))
                .as("older than 48 hours: all there")
                .doesNotContainKeys(hidden.toArray(String[]::new));
        server.clock.advanceWorld(Duration.ofDays(2));
        assertThat(byId(all(SINCE_BEGINNING)).keySet()).containsAll(posted);
    }

    @Test
    void aDeferredSaleIsRereadUnderTheSameIdOnceItIsReleased() {
        List<JsonNode> deferred = all(SINCE_BEGINNING + "&transactionStatus=DEFERRED");
        assertThat(deferred).isNotEmpty().allSatisfy(each -> {
            assertThat(each.path("contexts").path(0).path("contextType").asText())
                    .isEqualTo("DeferredContext");
            assertThat(each.path("contexts").path(0).path("deferralReason").asText())
                    .isIn("DD7", "B2B");
            assertThat(each.path("contexts").path(0).path("maturityDate").asText())
                    .matches("2026-1\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
            assertThat(related(each, "SETTLEMENT_ID")).isEmpty();
        });
        server.clock.advanceWorld(Duration.ofDays(10));
        Map<String, JsonNode> flipped = byId(all(SINCE_BEGINNING + "&transactionStatus=DEFERRED_RELEASED"));
        Map<String, JsonNode> released = byId(all(SINCE_BEGINNING + "&transactionStatus=RELEASED"));
        assertThat(deferred).allSatisfy(each -> {
            String id = each.path("transactionId").asText();
            JsonNode again = Optional.ofNullable(flipped.get(id)).orElseThrow();
            assertThat(again.path("postedDate")).isEqualTo(each.path("postedDate"));
            JsonNode release = Optional.ofNullable(released.get(
                            related(again, "RELEASE_TRANSACTION_ID").getFirst()))
                    .orElseThrow();
            assertThat(related(release, "DEFERRED_TRANSACTION_ID")).containsExactly(id);
            assertThat(release.path("totalAmount")).isEqualTo(each.path("totalAmount"));
            assertThat(related(release, "SETTLEMENT_ID")).hasSize(1);
        });
    }

    @Test
    void everyTransactionIsTheSumOfItsBreakdownsAndOfItsItems() {
        assertThat(all(SINCE_BEGINNING)).allSatisfy(each -> {
            BigDecimal total = amount(each.path("totalAmount"));
            assertThat(sum(each.path("breakdowns"))).isEqualByComparingTo(total);
            BigDecimal items = BigDecimal.ZERO;
            for (JsonNode item : each.path("items")) {
                assertThat(sum(item.path("breakdowns"))).isEqualByComparingTo(amount(item.path("totalAmount")));
                items = items.add(amount(item.path("totalAmount")));
            }
            if (!each.path("items").isEmpty()) {
                assertThat(items).isEqualByComparingTo(total);
            }
        });
    }

    @Test
    void aSaleShowsItsItemsWithFeesBrokenDownToTheirBase() {
        String order = server.face.seller().untidy(UntidyCase.GIFT_AND_PROMOTION);
        JsonNode sale = all("?relatedIdentifierName=ORDER_ID&relatedIdentifierValue=" + order)
                .getFirst();
        assertThat(sale.path("transactionType").asText()).isEqualTo("Shipment");
        assertThat(sale.path("description").asText()).isEqualTo("Order Payment");
        assertThat(sale.path("transactionStatus").asText()).isEqualTo("RELEASED");
        assertThat(sale.path("sellingPartnerMetadata").toString())
                .isEqualTo("{\"sellingPartnerId\":\"A1SIMSELLER001\",\"accountType\":\"Standard Orders\","
                        + "\"marketplaceId\":\"ATVPDKIKX0DER\"}");
        assertThat(sale.path("marketplaceDetails").toString())
                .isEqualTo("{\"marketplaceId\":\"ATVPDKIKX0DER\",\"marketplaceName\":\"Amazon.com\"}");
        JsonNode item = sale.path("items").path(0);
        assertThat(item.path("contexts").path(0).toString())
                .isEqualTo("{\"asin\":\"B0SIM00010\",\"quantityShipped\":1,\"sku\":\"APRON-DENIM\","
                        + "\"fulfillmentNetwork\":\"AFN\",\"contextType\":\"ProductContext\"}");
        assertThat(item.toString())
                .contains("{\"breakdownType\":\"ProductCharges\",\"breakdownAmount\":"
                        + "{\"currencyAmount\":27.5,\"currencyCode\":\"USD\"},\"breakdowns\":"
                        + "[{\"breakdownType\":\"OurPricePrincipal\",\"breakdownAmount\":"
                        + "{\"currencyAmount\":27.5,\"currencyCode\":\"USD\"},\"breakdowns\":null}]}")
                .contains("{\"breakdownType\":\"FBAPerUnitFulfillmentFee\",\"breakdownAmount\":"
                        + "{\"currencyAmount\":-4.29,\"currencyCode\":\"USD\"},\"breakdowns\":"
                        + "[{\"breakdownType\":\"Base\"");
    }

    @Test
    void aMarketplaceIdLeavesOutMerchantFulfilledOrdersInTheUnitedStates() {
        String order = server.face.seller().untidy(UntidyCase.CHANGED_BEFORE_SHIPMENT);
        String byOrder = "?relatedIdentifierName=ORDER_ID&relatedIdentifierValue=" + order;
        assertThat(all(byOrder)).isNotEmpty();
        assertThat(all(byOrder + "&marketplaceId=ATVPDKIKX0DER")).isEmpty();
        assertThat(all(SINCE_BEGINNING + "&marketplaceId=ATVPDKIKX0DER")).isNotEmpty();
        assertThat(all(SINCE_BEGINNING + "&marketplaceId=A1PA6795UKMFR9")).isEmpty();
    }

    @Test
    void anEventGroupHoldsASettlementAndItsPayout() {
        Settlement settlement = server.face.seller().settlements().getFirst();
        String group = Transaction.groupOf(1, settlement.id());
        List<JsonNode> found = all("?relatedIdentifierName=FINANCIAL_EVENT_GROUP_ID&relatedIdentifierValue=" + group);
        List<JsonNode> payouts = found.stream()
                .filter(each -> !related(each, "DISBURSEMENT_ID").isEmpty())
                .toList();
        BigDecimal rest = found.stream()
                .filter(each -> !payouts.contains(each))
                .map(each -> amount(each.path("totalAmount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(payouts).hasSize(1);
        assertThat(payouts.getFirst().path("transactionType").asText()).isEqualTo("Transfer");
        assertThat(rest)
                .isEqualByComparingTo(Cents.decimal(settlement.headerTotal()))
                .isEqualByComparingTo(amount(payouts.getFirst().path("totalAmount")));
    }

    @Test
    void aSummaryEqualsItsSettlement() {
        assertThat(server.face.seller().settlements()).hasSize(3).allSatisfy(settlement -> {
            JsonNode summaries = json(server.get(
                            SUMMARY + "?relatedIdentifierName=SETTLEMENT_ID&relatedIdentifierValue=" + settlement.id()))
                    .path("summaries");
            assertThat(summaries).hasSize(1);
            JsonNode summary = summaries.path(0);
            assertThat(amount(summary.path("netProceeds")))
                    .isEqualByComparingTo(Cents.decimal(settlement.headerTotal()));
            assertThat(sum(summary.path("breakdowns"))).isEqualByComparingTo(amount(summary.path("netProceeds")));
            assertThat(summary.path("periodStart").asText())
                    .isEqualTo(settlement.period().start().toString());
            assertThat(related(summary, "SETTLEMENT_ID")).containsExactly(settlement.id());
        });
        assertThat(json(server.get(SUMMARY + "?relatedIdentifierName=SETTLEMENT_ID&relatedIdentifierValue=1"))
                        .path("summaries"))
                .isEmpty();
    }

    @Test
    void aSummaryOfDaysHoldsTheTransactionsReleasedOnThem() {
        BigDecimal released = all("?postedAfter=2026-09-01T07:00:00Z&postedBefore=2026-09-04T07:00:00Z"
                        + "&transactionStatus=RELEASED")
                .stream()
                .map(each -> amount(each.path("totalAmount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        JsonNode summary = json(server.get(SUMMARY + "?periodStart=2026-09-01&periodEnd=2026-09-03"))
                .path("summaries")
                .path(0);
        assertThat(amount(summary.path("netProceeds"))).isEqualByComparingTo(released);
        assertThat(summary.path("periodStart").asText()).isEqualTo("2026-09-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?periodStart=2026-09-01",
                "?periodEnd=2026-09-01",
                "?periodStart=2026-09-02&periodEnd=2026-09-01",
                "?periodStart=2026-09-01T00:00:00Z&periodEnd=2026-09-02",
                "?relatedIdentifierName=SETTLEMENT_ID",
                "?relatedIdentifierName=ORDER_ID&relatedIdentifierValue=111-0000000-0000000",
                "?marketplaceIds=NOWHERE&periodStart=2026-09-01&periodEnd=2026-09-02",
                "?periodStart=2026-09-01&periodEnd=2026-09-02&nextToken=never-issued"
            })
    void aSummaryNeedsASettlementOrAPeriod(String query) {
        Answer answer = server.get(SUMMARY + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
    }

    @Test
    void aBalanceAddsUpOnEveryLevelAndEqualsWhatAmazonHolds() {
        for (String query : List.of("", "?asOfDate=2026-09-30", "?balanceType=TOTAL&asOfDate=2026-10-14")) {
            JsonNode balance =
                    json(server.get(BALANCES + query)).path("balances").path(0);
            JsonNode reserved = balance.path("balances").path(1);
            assertThat(balance.path("balanceType").asText()).isEqualTo("TOTAL");
            assertThat(reserved.path("balanceType").asText()).isEqualTo("RESERVED");
            assertThat(parts(balance)).isEqualByComparingTo(amount(balance.path("amount")));
            assertThat(parts(reserved)).isEqualByComparingTo(amount(reserved.path("amount")));
            assertThat(balance.path("partnerMetadata").toString())
                    .isEqualTo("{\"partnerId\":\"A1SIMSELLER001\",\"accountType\":\"Standard Orders\","
                            + "\"marketplaceId\":\"ATVPDKIKX0DER\"}");
        }
        JsonNode now = json(server.get(BALANCES)).path("balances").path(0);
        Ledger.Held held = ledger().held(server.face.seller().now());
        assertThat(amount(now.path("amount"))).isEqualByComparingTo(Cents.decimal(held.total()));
        assertThat(now.path("lastUpdatedTime").asText()).isEqualTo("2026-10-15T05:00:00-07:00");
        assertThat(now.has("asOfDate")).isFalse();
    }

    private static BigDecimal parts(JsonNode balance) {
        return StreamSupport.stream(balance.path("balances").spliterator(), false)
                .map(each -> amount(each.path("amount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aPastBalanceIsTheOneAtTheEndOfThatDayInTheMarketplace() {
        JsonNode past = json(server.get(BALANCES + "?asOfDate=2026-09-30&balanceType=DEFERRED"))
                .path("balances")
                .path(0);
        Ledger.Held held = ledger().held(Instant.parse("2026-10-01T06:59:59.999Z"));
        assertThat(past.path("asOfDate").asText()).isEqualTo("2026-09-30");
        assertThat(past.has("lastUpdatedTime")).isFalse();
        assertThat(amount(past.path("amount"))).isEqualByComparingTo(Cents.decimal(held.deferred()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?asOfDate=2026-10-15",
                "?asOfDate=2027-01-01",
                "?asOfDate=2026-09-30T00:00:00Z",
                "?balanceType=EVERYTHING",
                "?balanceType=TOTAL,RESERVED",
                "?marketplaceIds=NOWHERE",
                "?nextToken=never-issued"
            })
    void aBalanceThatCannotBeKnownIsInvalidInput(String query) {
        Answer answer = server.get(BALANCES + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(INVALID);
    }

    @Test
    void anotherAccountHasNothing() {
        assertThat(json(server.get(BALANCES + "?accountType=Invoiced%20Orders")).path("balances"))
                .isEmpty();
    }
}
