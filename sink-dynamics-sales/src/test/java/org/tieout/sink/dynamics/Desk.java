package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.sink.testing.LedgerDesk;

/// The CRM used as the sink loop uses it, without a broker. It has nothing to report.
final class Desk extends LedgerDesk {
    Desk(Crm crm, Trade trade, Map<String, String> settings) {
        super(notices -> crm.ledger(trade, settings, notices));
    }

    ItemOutcome.Posted posted(PostingCommand command) {
        ItemOutcome outcome = outcome(command);
        assertThat(outcome).isInstanceOf(ItemOutcome.Posted.class);
        return (ItemOutcome.Posted) outcome;
    }

    @Override
    public void masterData(List<MasterData> more) {
        throw new AssertionError("the CRM tells of its records by itself");
    }

    @Override
    public void alert(String id, String message, String nextStep) {
        throw new AssertionError(message);
    }

    @Override
    public void resolved(String id) {
        throw new AssertionError(id);
    }
}
