package org.tieout.cli.approve;

import java.util.Locale;
import java.util.Optional;
import org.tieout.cli.request.Named;
import org.tieout.event.Money;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.Sale;
import org.tieout.schemas.Target;

/// A posting that stands as a draft, or an order, and waits for a person's yes.
///
/// @param target where it stands
/// @param state the posting
/// @param sale what is sold
record Draft(Target target, PostingState state, Sale sale) {

    /// The draft behind a posting's state, if it is one.
    static Optional<Draft> of(Target target, PostingState state) {
        var command = state.getCommand();
        var sale = command == null ? null : command.getDocument().getSale();
        var waits = state.getStatus() == PostingStatus.WAITING
                && state.getVendorId() != null
                && state.getApproval() == null
                && state.getNotBefore() == null;
        return waits && sale != null ? Optional.of(new Draft(target, state, sale)) : Optional.empty();
    }

    /// Whether a person means it by that word: the posting, the deal with hyphens or without, or the number that
    /// people know the deal's record by.
    boolean isMeantBy(String word) {
        return Named.isMeant(word, state);
    }

    String deal() {
        return state.getSourceId();
    }

    /// `order ORD-01002`.
    String record() {
        var kind = sale.getBasis().name().toLowerCase(Locale.ROOT);
        return sale.getBasisNumber() == null ? kind : kind + " " + sale.getBasisNumber();
    }

    /// `salesOrder S-ORD101001`.
    String document() {
        return state.getVendorType() + " "
                + Optional.ofNullable(state.getVendorNumber()).orElse(state.getVendorId());
    }

    Money total() {
        return sale.getComparesTax() ? sale.getTotal() : sale.getNet();
    }
}
