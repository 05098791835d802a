package org.tieout.simulator.amazon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A transaction as Amazon's ledger shows it at one time. Immutable.
///
/// @param order what was sold or refunded, if it is that
/// @param rows the amounts, in the settlement's words; none for a payout
/// @param deferral on what is or was deferred
record Transaction(
        String id,
        String type,
        Status status,
        String description,
        Instant posted,
        long cents,
        Marketplace marketplace,
        Optional<Order> order,
        List<SettlementRow> rows,
        List<Related> related,
        Optional<Deferral> deferral) {
    private static final Pattern ORDER_ID = Pattern.compile("\\d{3}-\\d{7}-\\d{7}");

    /// Whether Amazon holds it back.
    enum Status {
        DEFERRED,
        RELEASED,
        DEFERRED_RELEASED
    }

    /// An identifier that ties it to something else.
    record Related(String name, String value) {}

    Transaction {
        rows = List.copyOf(rows);
        related = List.copyOf(related);
    }

    /// What a settlement consists of; the release, where the sale was deferred before.
    static Transaction released(long seed, Marketplace marketplace, Posting posting, String settlementId) {
        Stream<Related> settled = Stream.of(
                new Related("FINANCIAL_EVENT_GROUP_ID", groupOf(seed, settlementId)),
                new Related("SETTLEMENT_ID", settlementId));
        Stream<Related> released = posting.deferral().stream()
                .map(_ -> new Related("DEFERRED_TRANSACTION_ID", idOfDeferred(seed, posting)));
        return of(
                idOf(seed, posting),
                Status.RELEASED,
                posting.posted(),
                marketplace,
                posting,
                Stream.concat(settled, released),
                Optional.empty());
    }

    /// What was deferred; `released` says whether its release is there by now.
    static Transaction deferred(long seed, Marketplace marketplace, Posting posting, boolean released) {
        return of(
                idOfDeferred(seed, posting),
                released ? Status.DEFERRED_RELEASED : Status.DEFERRED,
                posting.deferral().orElseThrow().postedAt(),
                marketplace,
                posting,
                released ? Stream.of(new Related("RELEASE_TRANSACTION_ID", idOf(seed, posting))) : Stream.empty(),
                posting.deferral());
    }

    /// A payout to the bank; part of no settlement's rows. Positive, as a public tally of real
    /// transactions has it.
    static Transaction payout(long seed, Settlement settlement, long cents) {
        return new Transaction(
                hash(seed, "payout/" + settlement.id()),
                "Transfer",
                Status.RELEASED,
                "Disbursement",
                settlement.period().end(),
                cents,
                settlement.marketplace(),
                Optional.empty(),
                List.of(),
                List.of(
                        new Related("FINANCIAL_EVENT_GROUP_ID", groupOf(seed, settlement.id())),
                        new Related("SETTLEMENT_ID", settlement.id()),
                        new Related("DISBURSEMENT_ID", hash(seed, "disbursement/" + settlement.id()))),
                Optional.empty());
    }

    private static Transaction of(
            String id,
            Status status,
            Instant posted,
            Marketplace marketplace,
            Posting posting,
            Stream<Related> more,
            Optional<Deferral> deferral) {
        SettlementRow first = posting.rows().getFirst();
        return new Transaction(
                id,
                LedgerWords.type(first),
                status,
                LedgerWords.description(first),
                posted,
                posting.cents(),
                marketplace,
                posting.order(),
                posting.rows(),
                Stream.concat(subject(first).stream(), more).toList(),
                deferral);
    }

    private static List<Related> subject(SettlementRow row) {
        List<Related> related = new ArrayList<>();
        String about = row.subject().orderId();
        if (!about.isEmpty()) {
            related.add(new Related(ORDER_ID.matcher(about).matches() ? "ORDER_ID" : "SHIPMENT_ID", about));
        }
        if (!row.subject().shipmentId().isEmpty()) {
            related.add(new Related("SHIPMENT_ID", row.subject().shipmentId()));
        }
        if (row.transactionType().equals("Refund")) {
            related.add(new Related("REFUND_ID", row.subject().adjustmentId()));
        }
        return related;
    }

    /// Whether it is a sale or a refund of a merchant-fulfilled order.
    boolean merchantFulfilled() {
        return order.filter(each -> each.fulfilment() == Fulfilment.MERCHANT).isPresent();
    }

    boolean isRelated(String name, String value) {
        return related.contains(new Related(name, value));
    }

    static String idOf(long seed, Posting posting) {
        return hash(seed, posting.key());
    }

    private static String idOfDeferred(long seed, Posting posting) {
        return hash(seed, posting.key() + "/deferred");
    }

    /// The financial event group that closes as this settlement.
    static String groupOf(long seed, String settlementId) {
        return hash(seed, "group/" + settlementId);
    }

    /// 43 characters, as Amazon's ids have.
    private static String hash(long seed, String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((seed + "/" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
