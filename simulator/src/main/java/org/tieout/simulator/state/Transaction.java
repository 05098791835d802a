package org.tieout.simulator.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// The company's open transaction, kept as the steps that undo it. Everything that changes state tells it how to
/// change back: [Table] and [Cell] do. Outside of [#begin] every unit of work is a transaction of its own.
/// Not thread-safe: the company guards it.
public final class Transaction {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int depth;
    private long commits;
    private long changes;

    /// Records how to take the last change back.
    public void changed(Runnable takeBack) {
        changes++;
        if (depth > 0) {
            undo.push(takeBack);
        }
    }

    /// How many changes there were, those taken back included: the same count means the same state.
    public long changes() {
        return changes;
    }

    /// Opens a transaction around several units of work (`$batch` with `Isolation: snapshot`); ends with [#end].
    public void begin() {
        depth++;
    }

    /// Closes what [#begin] opened and keeps what was done since.
    public void end() {
        depth--;
        if (depth == 0) {
            undo.clear();
        }
    }

    /// Makes everything final that was done so far, as AL's COMMIT does: no roll-back goes behind it.
    public void commit() {
        commits++;
        undo.clear();
    }

    /// Takes back whatever was done since [#begin] or the last [#commit].
    public void rollback() {
        rollbackTo(0);
    }

    /// Runs a unit of work; if it throws, what it changed since its start or its last [#commit] is taken back.
    public <T> T atomically(Supplier<T> work) {
        begin();
        int size = undo.size();
        long before = commits;
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                // A commit inside the work made everything before it final: what is left came after it.
                rollbackTo(commits == before ? size : 0);
            }
            end();
        }
    }

    private void rollbackTo(int size) {
        while (undo.size() > size) {
            changes++;
            undo.pop().run();
        }
    }
}
