package org.tieout.ingest.amazon.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.ingest.amazon.testing.SellerAccount.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.event.AccountBalance;
import org.tieout.event.Alert;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FinancialTransaction;
import org.tieout.event.Money;
import org.tieout.event.SettlementSummary;
import org.tieout.event.TransactionStatus;
import org.tieout.ingest.amazon.testing.SellerAccount;
import org.tieout.runtime.service.Failpoints;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Request;

/// Transactions, summaries and balances against the simulator's Amazon face and a real broker.
class FinancialEventsFeedTest {

    private static final int SETTLEMENTS = 3;

    @Test
    void theReleasedTransactionsOfASettlementAndItsSummaryComeToItsTotal() {
        try (var seller = SellerAccount.open(41)) {
            seller.ingest();
            awaitAllOf(seller);
            await("summaries", () -> summaries(seller).size() == SETTLEMENTS, () -> summaries(seller));

            for (var settlement : seller.simulator().amazon().seller().settlements()) {
                var total = BigDecimal.valueOf(settlement.headerTotal(), 2);
                assertThat(released(seller, settlement.id())).isEqualByComparingTo(total);
                var summary = summaries(seller).stream()
                        .filter(each -> each.getSettlementId().equals(settlement.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(summary.getNetProceeds().getAmount()).isEqualByComparingTo(total);
                assertThat(sum(summary.getBreakdowns().stream()
                                .map(leaf -> leaf.getAmount())
                                .toList()))
                        .isEqualByComparingTo(total);
                assertThat(summary.getPeriodEndAt())
                        .isEqualTo(settlement.period().end());
            }
        }
    }

    @Test
    void theBalanceOfEveryMonthEndAndOfTheRunningDayAddsUp() {
        try (var seller = SellerAccount.open(42)) {
            seller.ingest();
            await("running day", () -> running(seller).isPresent(), () -> balances(seller));

            assertThat(balances(seller))
                    .filteredOn(balance -> balance.getUpdatedAt() == null)
                    .extracting(AccountBalance::getAsOf)
                    .containsExactly(LocalDate.of(2026, 7, 31), LocalDate.of(2026, 8, 31), LocalDate.of(2026, 9, 30));
            assertThat(balances(seller)).allSatisfy(balance -> {
                assertThat(sum(List.of(amount(balance.getAvailable()), amount(balance.getReserved()))))
                        .isEqualByComparingTo(balance.getTotal().getAmount());
                assertThat(sum(List.of(amount(balance.getDeferred()), amount(balance.getAccountLevelReserve()))))
                        .isEqualByComparingTo(amount(balance.getReserved()).getAmount());
            });
            var ledger = truth(seller).path("ledgers").path(0);
            assertThat(running(seller).orElseThrow().getAsOf()).isEqualTo(LocalDate.of(2026, 10, 15));
            assertThat(running(seller).orElseThrow().getTotal().getAmount())
                    .isEqualByComparingTo(ledger.path("total").asText());
        }
    }

    @Test
    void whatShowsUpLateIsReadAndNoVersionTwice() {
        try (var seller = SellerAccount.open(43)) {
            seller.ingest();
            awaitAllOf(seller);
            var before = ids(seller);

            seller.simulator().advanceWorld(Duration.ofDays(3));

            awaitAllOf(seller);
            assertThat(ids(seller)).containsAll(before).hasSizeGreaterThan(before.size());
            assertThat(versions(seller)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aDeferredSaleIsReadAgainUntilItIsReleased() {
        try (var seller = SellerAccount.open(44)) {
            seller.ingest();
            awaitAllOf(seller);
            var deferred = withStatus(seller, TransactionStatus.DEFERRED);
            assertThat(deferred).isNotEmpty();
            assertThat(deferred.values()).allSatisfy(sale -> {
                assertThat(sale.getDeferralReason()).isIn("DD7", "B2B");
                assertThat(sale.getMaturesAt()).isNotNull();
            });

            seller.simulator().advanceWorld(Duration.ofDays(10));

            await(
                    "every sale that was deferred is released",
                    () -> withStatus(seller, TransactionStatus.DEFERRED_RELEASED)
                            .keySet()
                            .containsAll(deferred.keySet()),
                    () -> withStatus(seller, TransactionStatus.DEFERRED_RELEASED)
                            .keySet());
            var releases = withStatus(seller, TransactionStatus.RELEASED).values().stream()
                    .filter(each -> each.getDeferredTransactionId() != null)
                    .collect(Collectors.toMap(each -> String.valueOf(each.getDeferredTransactionId()), each -> each));
            withStatus(seller, TransactionStatus.DEFERRED_RELEASED).forEach((id, sale) -> {
                var release = Objects.requireNonNull(releases.get(id), id);
                assertThat(sale.getReleaseTransactionId()).isEqualTo(release.getTransactionId());
                assertThat(release.getTotal()).isEqualTo(sale.getTotal());
            });
            assertThat(versions(seller)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRestartInTheMiddleOfASearchGoesOnWithItsNextPage() {
        try (var seller = SellerAccount.open(45)) {
            seller.simulator()
                    .fault(Fault.on("amazon")
                            .path("/transactions$")
                            .skip(2)
                            .times(1_000)
                            .beforeAccept(new Fault.Status(503)));
            var first = seller.ingest();
            await(
                    "a page was read",
                    () -> !ids(seller).isEmpty(),
                    () -> ids(seller).size());
            first.close();
            var before = ids(seller);
            seller.simulator().faults().clear();

            seller.ingest();

            awaitAllOf(seller);
            assertThat(ids(seller)).containsAll(before).hasSizeGreaterThan(before.size());
            assertThat(versions(seller)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aFailureBeforeACommitRepeatsThePageAndEmitsItOnce() {
        try (var seller = SellerAccount.open(46)) {
            seller.ingest(Failpoints.calling("ingest-before-commit:12", reached -> {
                throw new IllegalStateException("failed on purpose at " + reached.label());
            }));

            awaitAllOf(seller);
            assertThat(released(seller).keySet())
                    .containsAll(seller.simulator().amazon().seller().settlements().stream()
                            .map(each -> each.id())
                            .toList());
        }
    }

    @Test
    void pagesThatGoRoundInACircleAreToldAndTheSearchStartsOver() {
        try (var seller = SellerAccount.open(47)) {
            seller.simulator().amazon().repeatTransactionPages(true);
            seller.ingest();
            await("alert", () -> stands(seller.alert("finances|pages")), () -> seller.alert("finances|pages"));

            seller.simulator().amazon().repeatTransactionPages(false);

            awaitAllOf(seller);
            await("alert ends", () -> !stands(seller.alert("finances|pages")), () -> seller.alert("finances|pages"));
            assertThat(versions(seller)).doesNotHaveDuplicates();
        }
    }

    @Test
    void noTransactionAlthoughOrdersShippedIsNoSuccess() {
        try (var seller = SellerAccount.open(48)) {
            seller.simulator()
                    .fault(Fault.on("amazon")
                            .path("/transactions$")
                            .times(1_000_000)
                            .beforeAccept(answer("{\"payload\":{\"transactions\":[]}}")));
            seller.ingest();
            await("alert", () -> stands(seller.alert("finances|silent")), () -> seller.alert("finances|silent"));

            seller.simulator().faults().clear();

            await("alert ends", () -> !stands(seller.alert("finances|silent")), () -> seller.alert("finances|silent"));
        }
    }

    @Test
    void noSettlementForLongerThanTheCadenceIsNoSuccess() {
        try (var seller = SellerAccount.open(49)) {
            seller.ingest();
            await("settlements", () -> seller.settlementsClosed() == SETTLEMENTS, seller::settlementsClosed);
            assertThat(seller.alert("settlements|overdue")).isEmpty();

            seller.simulator()
                    .fault(Fault.on("amazon")
                            .path("/reports$")
                            .times(1_000_000)
                            .beforeAccept(answer("{\"reports\":[]}")));
            seller.simulator().advanceWorld(Duration.ofDays(25));
            await(
                    "alert",
                    () -> stands(seller.alert("settlements|overdue")),
                    () -> seller.alert("settlements|overdue"));

            seller.simulator().faults().clear();

            await(
                    "alert ends",
                    () -> !stands(seller.alert("settlements|overdue")),
                    () -> seller.alert("settlements|overdue"));
        }
    }

    private static Fault.Status answer(String body) {
        return new Fault.Status(200, Map.of("Content-Type", "application/json"), Optional.of(body));
    }

    private static boolean stands(Optional<Alert> alert) {
        return alert.filter(each -> !each.getResolved()).isPresent();
    }

    /// Every transaction that has been posted for 48 hours, and so must show.
    private static void awaitAllOf(SellerAccount seller) {
        var due = seller.simulator().clock().worldNow().minus(Duration.ofDays(2));
        Set<String> posted = new HashSet<>();
        truth(seller).path("ledgers").path(0).path("transactions").forEach(each -> {
            if (Instant.parse(each.path("posted").asText()).isBefore(due)) {
                posted.add(each.path("transactionId").asText());
            }
        });
        assertThat(posted).hasSizeGreaterThan(200);
        await(
                "every transaction older than 48 hours",
                () -> ids(seller).containsAll(posted),
                () -> ids(seller).size() + " of " + posted.size() + ", calls "
                        + seller.simulator().calls().counts());
    }

    private static JsonNode truth(SellerAccount seller) {
        return seller.simulator().amazon().truth(new Request("GET", "/", "", new Headers(Map.of()), new byte[0]));
    }

    private static List<FinancialTransaction> transactions(SellerAccount seller) {
        return seller.financialEvents().stream()
                .map(FinancialEvent::getTransaction)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Set<String> ids(SellerAccount seller) {
        return transactions(seller).stream()
                .map(FinancialTransaction::getTransactionId)
                .collect(Collectors.toSet());
    }

    private static List<String> versions(SellerAccount seller) {
        return seller.financialEvents().stream()
                .filter(event -> event.getTransaction() != null)
                .map(event -> event.getTransaction().getTransactionId() + " " + event.getContentHash())
                .toList();
    }

    private static Map<String, FinancialTransaction> withStatus(SellerAccount seller, TransactionStatus status) {
        return transactions(seller).stream()
                .filter(each -> each.getStatus() == status)
                .collect(Collectors.toMap(FinancialTransaction::getTransactionId, each -> each, (_, later) -> later));
    }

    /// By settlement, without the payout, which is no part of it.
    private static Map<String, BigDecimal> released(SellerAccount seller) {
        Map<String, BigDecimal> sums = new HashMap<>();
        withStatus(seller, TransactionStatus.RELEASED).values().stream()
                .filter(each -> related(each, "DISBURSEMENT_ID").isEmpty())
                .forEach(each -> related(each, "SETTLEMENT_ID")
                        .ifPresent(id -> sums.merge(id, each.getTotal().getAmount(), BigDecimal::add)));
        return sums;
    }

    private static BigDecimal released(SellerAccount seller, String settlementId) {
        return released(seller).getOrDefault(settlementId, BigDecimal.ZERO);
    }

    private static Optional<String> related(FinancialTransaction transaction, String name) {
        return transaction.getRelatedIdentifiers().stream()
                .filter(each -> each.getName().equals(name))
                .map(each -> each.getValue())
                .findFirst();
    }

    private static List<SettlementSummary> summaries(SellerAccount seller) {
        return seller.financialEvents().stream()
                .map(FinancialEvent::getSummary)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<AccountBalance> balances(SellerAccount seller) {
        return seller.financialEvents().stream()
                .map(FinancialEvent::getBalance)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Optional<AccountBalance> running(SellerAccount seller) {
        return balances(seller).stream()
                .filter(balance -> balance.getUpdatedAt() != null)
                .findFirst();
    }

    private static Money amount(@Nullable Money money) {
        return Objects.requireNonNull(money);
    }

    private static BigDecimal sum(List<Money> amounts) {
        return amounts.stream().map(Money::getAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
