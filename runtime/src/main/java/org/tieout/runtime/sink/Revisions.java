package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;

/// Lets a later revision stand for an earlier one that is not posted: a changed deal for its draft, a newer status
/// for the one before. The earlier one ends as soon as nothing of it is under way, and only then the later one may
/// go: there is never more than one of them on its way to the ledger. Used on the worker's thread only.
final class Revisions {
    private final Desk desk;
    private final ReadBacks readBacks;
    private final Schedule schedule;

    /// What is stood for, by what stands for it; in the order in which they came.
    private final Map<String, String> earlierByLater = new LinkedHashMap<>();

    Revisions(Desk desk, ReadBacks readBacks) {
        this.desk = desk;
        this.readBacks = readBacks;
        this.schedule = desk.schedule();
    }

    /// An open posting, which may stand for an earlier one.
    void opened(PostingState state) {
        PostingCommand command = state.getCommand();
        if (command != null && !States.isOver(state)) {
            States.supersedes(command).ifPresent(earlier -> earlierByLater.put(state.getPostingId(), earlier));
        }
    }

    /// Ends what may end. The earliest first: one that itself waits for an earlier one stays until that is over.
    void work() {
        for (Map.Entry<String, String> pair : List.copyOf(earlierByLater.entrySet())) {
            Optional<PostingState> earlier = desk.store().get(pair.getValue());
            if (earlier.isEmpty() || !States.isOver(earlier.get())) {
                if (earlier.isEmpty() || !mayEnd(earlier.get())) {
                    continue;
                }
                end(earlier.get(), pair.getKey());
            }
            earlierByLater.remove(pair.getKey());
        }
    }

    private boolean mayEnd(PostingState earlier) {
        return schedule.isIdle(earlier.getPostingId()) && !earlierByLater.containsKey(earlier.getPostingId());
    }

    private void end(PostingState earlier, String later) {
        Instant now = desk.now();
        var step = new Step(now);
        step.state(
                States.superseded(earlier, later, now),
                "superseded",
                "Posting " + later + " stands for it from now on",
                Map.of("by", later));
        step.resolved(
                "refused|" + earlier.getPostingId(),
                earlier.getTargetConnection(),
                "Posting " + later + " stands for it");
        desk.write(step);
        schedule.posted(earlier.getPostingId(), now);
        readBacks.closed(earlier);
    }
}
