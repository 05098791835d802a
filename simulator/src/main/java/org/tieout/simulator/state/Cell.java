package org.tieout.simulator.state;

/// One value that changes: a number series, a setup record, a whole immutable ledger. Reading is
/// thread-safe, changing is not.
public final class Cell<T> {
    private final Transaction transaction;
    private volatile T value;

    /// Holds this value at first.
    public Cell(Transaction transaction, T first) {
        this.transaction = transaction;
        this.value = first;
    }

    /// The value now.
    public T get() {
        return value;
    }

    /// Replaces the value.
    public void set(T next) {
        T old = value;
        transaction.changed(() -> value = old);
        value = next;
    }
}
