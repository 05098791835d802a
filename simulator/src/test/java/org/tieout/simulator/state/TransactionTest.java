package org.tieout.simulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.http.Json;

/// What is undone, and what a commit makes final.
class TransactionTest {
    private static final UUID PARENT = new UUID(0, 99);

    private final Transaction transaction = new Transaction();
    private final Cell<Integer> cell = new Cell<>(transaction, 0);
    private final Table table = new Table(transaction);

    private static Entity entity(int id, String name) {
        return Entity.first(new UUID(0, id), Optional.of(PARENT), Json.object().put("name", name), Instant.EPOCH);
    }

    private List<String> names() {
        return table.all().stream().map(row -> row.text("name")).toList();
    }

    private void failing(Runnable work) {
        Supplier<Boolean> failing = () -> {
            work.run();
            throw new IllegalStateException("refused");
        };
        assertThatThrownBy(() -> transaction.atomically(failing)).hasMessage("refused");
    }

    @Test
    void aUnitOfWorkThatFailsLeavesNoTrace() {
        table.put(entity(1, "a"));
        table.put(entity(2, "b"));
        failing(() -> {
            cell.set(1);
            table.remove(new UUID(0, 1));
            table.put(entity(2, "changed"));
            table.put(entity(3, "c"));
        });
        assertThat(cell.get()).isZero();
        assertThat(names()).containsExactly("a", "b");
        assertThat(table.below(PARENT)).hasSize(2);
        assertThat(table.get(new UUID(0, 3))).isEmpty();
    }

    @Test
    void aUnitOfWorkThatSucceedsStaysWhenTheNextOneFails() {
        assertThat(transaction.atomically(() -> {
                    cell.set(1);
                    return cell.get();
                }))
                .isEqualTo(1);
        failing(() -> cell.set(2));
        assertThat(cell.get()).isEqualTo(1);
    }

    @Test
    void severalUnitsAreTakenBackTogether() {
        transaction.begin();
        cell.set(1);
        failing(() -> cell.set(2));
        assertThat(cell.get()).isEqualTo(1);
        transaction.rollback();
        transaction.end();
        assertThat(cell.get()).isZero();
    }

    @Test
    void noRollBackGoesBehindACommit() {
        transaction.begin();
        cell.set(1);
        failing(() -> {
            cell.set(2);
            transaction.commit();
            cell.set(3);
            table.put(entity(1, "a"));
            table.put(entity(2, "b"));
        });
        assertThat(cell.get()).isEqualTo(2);
        assertThat(names()).isEmpty();
        cell.set(4);
        transaction.rollback();
        transaction.end();
        assertThat(cell.get()).isEqualTo(2);
    }
}
