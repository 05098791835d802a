package org.tieout.mapper;

import org.jspecify.annotations.Nullable;
import org.tieout.event.FlowConfig;
import org.tieout.mapper.State.Phase;
import org.tieout.schemas.Keys;

/// What came under a settlement's id: the first content, and the newest one that came after something of it was
/// commanded, which may be the first again. Each is kept whole, so that every flow plans, shows and corrects with the
/// one that it is made of.
final class Contents {

    /// No connection has a name like this.
    private static final String REISSUED = "~reissued";

    private final Stores stores;

    Contents(Stores stores) {
        this.stores = stores;
    }

    /// The key of the content that came first.
    static String first(String connection, String settlementId) {
        return Keys.of(connection, settlementId);
    }

    /// The key of the content that came after something was commanded.
    static String reissue(String connection, String settlementId) {
        return Keys.of(REISSUED, connection, settlementId);
    }

    /// The key of the content with that hash: the first one unless the other has it.
    String keyOf(String connection, String settlementId, String documentHash) {
        var other = stores.settlements.get(reissue(connection, settlementId));
        return other != null && other.documentHash().equals(documentHash)
                ? reissue(connection, settlementId)
                : first(connection, settlementId);
    }

    /// The key of the newest content that was read to its end; the first one while no other was.
    String newestKey(String connection, String settlementId) {
        var other = stores.settlements.get(reissue(connection, settlementId));
        return other == null || other.phase() == Phase.OPENED
                ? first(connection, settlementId)
                : reissue(connection, settlementId);
    }

    /// True when other content came after the first: then the first may come again, and be the newest.
    boolean isSuperseded(String connection, String settlementId) {
        return stores.settlements.get(reissue(connection, settlementId)) != null;
    }

    /// The newest content that was read to its end; null for a settlement that never came.
    State.@Nullable Settlement newest(String connection, String settlementId) {
        return stores.settlements.get(newestKey(connection, settlementId));
    }

    /// The content that a flow's plan was made of; the first one where there is no plan.
    State.@Nullable Settlement of(FlowConfig flow, String settlementId, State.@Nullable Plan plan) {
        var connection = flow.getSourceConnection();
        return stores.settlements.get(
                plan == null ? first(connection, settlementId) : keyOf(connection, settlementId, plan.documentHash()));
    }
}
