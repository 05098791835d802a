package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// A ledger used as the sink loop uses it, without a broker.
final class Desk implements Notices, AutoCloseable {
    final Ledger ledger;

    Desk(Crm crm, Trade trade, Map<String, String> settings) {
        ledger = crm.ledger(trade, settings, this);
    }

    List<Prepared> prepare(List<PostingCommand> commands) {
        return heard(ledger.prepare(
                commands.stream()
                        .map(command -> new Ready(command, new References(Map.of())))
                        .toList(),
                List::of));
    }

    List<ItemOutcome> post(List<PostingCommand> commands) {
        List<Prepared> prepared = prepare(commands);
        List<Batch.Member> members = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            assertThat(prepared.get(i)).isInstanceOf(Prepared.Body.class);
            members.add(new Batch.Member(commands.get(i), ((Prepared.Body) prepared.get(i)).body()));
        }
        return ledger.post(new Batch("batch", members));
    }

    ItemOutcome post(PostingCommand command) {
        return post(List.of(command)).getFirst();
    }

    ItemOutcome.Posted posted(PostingCommand command) {
        ItemOutcome outcome = post(command);
        assertThat(outcome).isInstanceOf(ItemOutcome.Posted.class);
        return (ItemOutcome.Posted) outcome;
    }

    Finding find(PostingCommand command) {
        return heard(ledger.find(List.of(Trade.uncertain(command)))).getFirst();
    }

    /// As the sink loop does: what is uncertain is asked about, what stands not is sent again.
    void postUntilDone(List<PostingCommand> commands) {
        List<PostingCommand> left = commands;
        for (int attempt = 0; attempt < 5 && !left.isEmpty(); attempt++) {
            List<ItemOutcome> outcomes = post(left);
            List<PostingCommand> next = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                switch (outcomes.get(i)) {
                    case ItemOutcome.Posted posted ->
                        assertThat(posted.difference()).isEmpty();
                    case ItemOutcome.Later _ -> next.add(left.get(i));
                    case ItemOutcome.Unknown _ -> {
                        if (find(left.get(i)) instanceof Finding.Absent) {
                            next.add(left.get(i));
                        }
                    }
                    case ItemOutcome.Refused refused -> throw new AssertionError(refused.toString());
                    case ItemOutcome.Drafted drafted -> throw new AssertionError(drafted.toString());
                    case ItemOutcome.Stopped stopped -> throw new AssertionError(stopped.toString());
                }
            }
            left = next;
        }
        assertThat(left).isEmpty();
    }

    static <T> T heard(Answered<T> answer) {
        assertThat(answer).isInstanceOf(Answered.Heard.class);
        return ((Answered.Heard<T>) answer).value();
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

    @Override
    public void close() {
        ledger.close();
    }
}
