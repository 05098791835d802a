package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;

/// Calls per settlement are a design figure. For n orders and r refunds of one settlement, connect and
/// read-back included:
///
/// ```
/// 1 token + 1 lists + 1 items
///   + 5 ⌈(n + r) / 100⌉ sales documents: look, create, read, post, read
///   + 5 + ⌈lines / 100⌉ journals of the settlement: look, batch, lines, read, post, read
///   + 2 read-back, for each two thousand: documents, general ledger
/// ```
/// Orders and settlement may be read back apart, which is two more. For 1,500 orders and 60 refunds under BC-2 that is
/// 3 + 80 + 6 + 2 = 91, or 93. Under BC-1 come the payment journal, 5 + ⌈n / 100⌉, and what gives memos back, whose
/// lines share the general journal and its making, 5 + ⌈2 r / 100⌉: 117, or 119.
///
/// `mvn -pl sink-bc -am test -Dtest=CallsTest -Dcalls.orders=1500 -Dcalls.refunds=60` measures that size.
class CallsTest {
    private static final int ORDERS = Integer.getInteger("calls.orders", 120);
    private static final int REFUNDS = Integer.getInteger("calls.refunds", 15);

    @TempDir
    private Path directory;

    @Test
    void aMonthTakesAsManyCallsAsTheFormulaSaysAndIsNeverThrottled() {
        try (Rig rig = new Rig(directory)) {
            Month month = Month.closing(rig.trade, "S1", ORDERS, REFUNDS);

            measure(rig, month, 3 + sales() + 6 + 2);

            assertThat(Books.balance(rig.simulator, "1000")).isEqualByComparingTo(month.bank());
            assertThat(Books.balance(rig.simulator, "1150")).isEqualByComparingTo("0");
        }
    }

    @Test
    void openReceivablesTakeACallMoreForEachHundredOrders() {
        try (Rig rig = new Rig(directory, Map.of(Flow.BC_SCHEME, "BC-1"))) {
            OpenInvoices.in(rig.simulator);
            Month month = Month.open(rig.trade.leavingOpen(), "S1", ORDERS, REFUNDS);
            int payments = 5 + hundreds(ORDERS);
            int givenBack = 5 + hundreds(2 * REFUNDS);

            measure(rig, month, 3 + sales() + payments + givenBack + 5 + 2);

            assertThat(Books.balance(rig.simulator, "1000")).isEqualByComparingTo(month.bank());
            assertThat(Books.balance(rig.simulator, "1100")).isEqualByComparingTo("0");
        }
    }

    private static int sales() {
        return 5 * hundreds(ORDERS + REFUNDS);
    }

    private static int hundreds(int count) {
        return (count + 99) / 100;
    }

    private static void measure(Rig rig, Month month, int formula) {
        long before = rig.simulator.calls().count("bc");
        List<PostingCommand> all = month.all();
        rig.send(all);
        rig.start();

        rig.awaitPosted(all);
        rig.await(
                "read back",
                () -> all.stream().allMatch(command -> rig.document(command).isPresent()));

        long calls = rig.simulator.calls().count("bc") - before;
        System.out.printf(
                "%d orders, %d refunds: %d calls, the token's included; the formula says %d%n",
                ORDERS, REFUNDS, calls, formula);
        assertThat(calls).as("calls %s", rig.simulator.calls().counts()).isLessThanOrEqualTo(formula);
        assertThat(rig.simulator.calls().counts().keySet()).noneMatch(key -> key.status() == 429);
    }
}
