package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.simulator.amazon.Transaction.Status;

/// Amazon's ledger against the settlements made of it, whatever the seed and the marketplace.
class SellerLedgerTest {
    static Stream<SellerOptions> worlds() {
        return LongStream.rangeClosed(1, 8)
                .boxed()
                .flatMap(seed -> Stream.of(Marketplace.values())
                        .map(marketplace -> SellerOptions.demo(seed).in(marketplace)));
    }

    private static SellerModel later(SellerOptions options) {
        return new SellerModel(options, InstantSource.fixed(options.opensAt().plus(Duration.ofDays(45))));
    }

    private static Ledger ledger(SellerModel seller) {
        return seller.ledgers().getFirst();
    }

    private static List<Transaction> transactions(SellerModel seller) {
        return ledger(seller).transactions(seller.now(), Ledger.Lag.NONE);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everySettlementRowComesFromATransactionThatIsInNoOtherSettlement(SellerOptions options) {
        SellerModel seller = later(options);
        List<Transaction> released = transactions(seller).stream()
                .filter(each -> each.status() == Status.RELEASED && !each.rows().isEmpty())
                .toList();
        assertThat(released).extracting(Transaction::id).doesNotHaveDuplicates();
        for (Settlement settlement : seller.settlements()) {
            List<SettlementRow> rows = new ArrayList<>();
            released.stream()
                    .filter(each -> each.isRelated("SETTLEMENT_ID", settlement.id()))
                    .forEach(each -> rows.addAll(each.rows()));
            assertThat(rows).containsExactlyInAnyOrderElementsOf(settlement.rows());
        }
        assertThat(released)
                .allSatisfy(each -> assertThat(each.related())
                        .filteredOn(id -> id.name().equals("SETTLEMENT_ID"))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aDeferredSaleFlipsWhenItsReleaseAppearsAndEachNamesTheOther(SellerOptions options) {
        SellerModel seller = later(options);
        List<Transaction> all = transactions(seller);
        List<Transaction> deferred =
                all.stream().filter(each -> each.status() != Status.RELEASED).toList();
        assertThat(deferred).isNotEmpty().allSatisfy(each -> {
            List<Transaction> releases = all.stream()
                    .filter(other -> other.isRelated("DEFERRED_TRANSACTION_ID", each.id()))
                    .toList();
            assertThat(releases).hasSize(each.status() == Status.DEFERRED_RELEASED ? 1 : 0);
            assertThat(releases).allSatisfy(release -> {
                assertThat(each.isRelated("RELEASE_TRANSACTION_ID", release.id()))
                        .isTrue();
                assertThat(release.cents()).isEqualTo(each.cents());
                assertThat(release.posted()).isEqualTo(each.posted().plus(Duration.ofDays(7)));
            });
            assertThat(each.related()).noneMatch(id -> id.name().equals("SETTLEMENT_ID"));
        });
    }

    @Test
    void theWorldHoldsSalesDeferredByDeliveryDateAndByInvoice() {
        List<Transaction> deferred = transactions(later(SellerOptions.demo(1))).stream()
                .filter(each -> each.deferral().isPresent())
                .toList();
        assertThat(deferred)
                .extracting(each -> each.deferral().orElseThrow().reason())
                .contains(Deferral.Reason.DD7, Deferral.Reason.B2B);
        assertThat(deferred)
                .filteredOn(each -> each.deferral().orElseThrow().reason() == Deferral.Reason.B2B)
                .allSatisfy(each -> assertThat(each.deferral().orElseThrow().maturity())
                        .isEqualTo(each.posted().plus(Duration.ofDays(30))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void whatAmazonHoldsIsWhatWasPostedAndNotPaidOut(SellerOptions options) {
        SellerModel seller = later(options);
        Ledger ledger = ledger(seller);
        for (Instant time = options.opensAt(); time.isBefore(seller.now()); time = time.plus(Duration.ofHours(13))) {
            Instant at = time;
            long posted = ledger.transactions(at, Ledger.Lag.NONE).stream()
                    .filter(each -> each.status() != Status.DEFERRED_RELEASED)
                    .mapToLong(each -> each.rows().isEmpty() ? -each.cents() : each.cents())
                    .sum();
            long carried = ledger.published().stream()
                    .map(ClosedPeriod::settlement)
                    .filter(each ->
                            each.headerTotal() < 0 && !each.period().end().isAfter(at))
                    .mapToLong(Settlement::headerTotal)
                    .sum();
            assertThat(ledger.held(at).total()).as("%s", at).isEqualTo(posted - carried);
        }
    }

    @Test
    void deferredIsWhatWasPostedAsDeferredAndIsNotReleased() {
        SellerModel seller = later(SellerOptions.demo(1));
        Ledger ledger = ledger(seller);
        boolean some = false;
        for (int day = 1; day < 45; day++) {
            Instant at = SellerOptions.demo(1).opensAt().plus(Duration.ofDays(day));
            long waiting = ledger.transactions(at, Ledger.Lag.NONE).stream()
                    .filter(each -> each.status() == Status.DEFERRED)
                    .mapToLong(Transaction::cents)
                    .sum();
            assertThat(ledger.held(at).deferred()).isEqualTo(waiting);
            some |= waiting > 0;
        }
        assertThat(some).isTrue();
    }

    @Test
    void theLedgerFollowsACorrectionAndNotACorruptFile() {
        SellerModel seller = later(SellerOptions.demo(1));
        Settlement first = seller.settlements().getFirst();
        long before = cents(seller, first.id());
        seller.alterRow(first.id(), 3, 1, false);
        seller.alterHeader(first.id(), 500);
        assertThat(cents(seller, first.id())).isEqualTo(before);
        seller.alterRow(first.id(), 3, 40, true);
        seller.addRow(first.id(), "Gizmo Fee", "Gizmo Charges", "Gizmo Surcharge", -1234);
        assertThat(cents(seller, first.id())).isEqualTo(before + 40 - 1234);
        assertThat(transactions(seller)).anyMatch(each -> each.type().equals("Gizmo Fee") && each.cents() == -1234);
    }

    private static long cents(SellerModel seller, String settlementId) {
        return ledger(seller).published(settlementId).orElseThrow().postings().stream()
                .mapToLong(Posting::cents)
                .sum();
    }
}
