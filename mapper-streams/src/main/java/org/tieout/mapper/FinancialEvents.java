package org.tieout.mapper;

import java.util.List;
import java.util.Optional;
import org.tieout.accounting.balance.ControlTotals.Stated;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.Marketplace;
import org.tieout.event.AccountBalance;
import org.tieout.event.BreakdownLeaf;
import org.tieout.event.FinancialEvent;
import org.tieout.event.RelatedIdentifier;

/// Between Amazon's own ledger as it is read and the types of the functional core. Loses nothing and
/// decides nothing.
final class FinancialEvents {

    private static final String ORDER_ID = "ORDER_ID";

    private FinancialEvents() {}

    /// The transaction, or nothing when its status is a word that this version does not know.
    static Optional<FinancialTransaction> transaction(org.tieout.event.FinancialTransaction read) {
        return status(read)
                .map(status -> new FinancialTransaction(
                        read.getTransactionId(),
                        read.getTransactionType(),
                        status,
                        read.getPostedAt(),
                        Convert.money(read.getTotal()),
                        marketplace(read).map(Marketplace::siteName).orElse(read.getMarketplaceName()),
                        read.getAccountType(),
                        read.getRelatedIdentifiers().stream()
                                .filter(id -> id.getName().equals(ORDER_ID))
                                .map(RelatedIdentifier::getValue)
                                .findFirst()
                                .orElse(null),
                        read.getMaturesAt(),
                        read.getDeferredTransactionId(),
                        parts(read)));
    }

    private static Optional<Status> status(org.tieout.event.FinancialTransaction read) {
        return switch (read.getStatus()) {
            case DEFERRED -> Optional.of(Status.DEFERRED);
            case RELEASED -> Optional.of(Status.RELEASED);
            case DEFERRED_RELEASED -> Optional.of(Status.DEFERRED_RELEASED);
            case UNKNOWN -> Optional.empty();
        };
    }

    /// Amazon breaks the items down to the leaves and the whole transaction less far: the items' leaves
    /// are taken where
    /// they are all there is, else the transaction's.
    private static List<Part> parts(org.tieout.event.FinancialTransaction read) {
        var ofItems = read.getItems().stream()
                .flatMap(item -> item.getBreakdowns().stream())
                .map(FinancialEvents::part)
                .toList();
        var total = Convert.money(read.getTotal());
        return !ofItems.isEmpty() && sum(ofItems, total.currency()).equals(Optional.of(total))
                ? ofItems
                : read.getBreakdowns().stream().map(FinancialEvents::part).toList();
    }

    private static Optional<Money> sum(List<Part> parts, String currency) {
        var sum = Money.zero(currency);
        for (var part : parts) {
            if (!part.amount().currency().equals(currency)) {
                return Optional.empty();
            }
            sum = sum.plus(part.amount());
        }
        return Optional.of(sum);
    }

    static Part part(BreakdownLeaf leaf) {
        return new Part(leaf.getPath(), Convert.money(leaf.getAmount()));
    }

    /// The marketplace whose calendar holds for a transaction.
    static Optional<Marketplace> marketplace(org.tieout.event.FinancialTransaction read) {
        var name = read.getMarketplaceName();
        var id = read.getMarketplaceId();
        return Optional.ofNullable(name)
                .flatMap(Marketplace::byName)
                .or(() -> Optional.ofNullable(id).flatMap(Marketplace::byId))
                .or(() -> Marketplace.byCurrency(read.getTotal().getCurrency()));
    }

    /// What Amazon says it held, for a marketplace that is known.
    static Stated stated(FinancialEvent event, AccountBalance balance, Marketplace marketplace) {
        var running = balance.getUpdatedAt();
        var at = running == null
                ? balance.getAsOf()
                        .plusDays(1)
                        .atStartOfDay(marketplace.zone())
                        .toInstant()
                        .minusMillis(1)
                : running;
        return new Stated(
                balance.getAsOf(),
                at,
                event.getReadAt(),
                Convert.money(balance.getTotal()),
                Optional.ofNullable(balance.getDeferred()).map(Convert::money),
                Optional.ofNullable(balance.getAccountLevelReserve()).map(Convert::money));
    }
}
