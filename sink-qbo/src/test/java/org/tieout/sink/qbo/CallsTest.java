package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.PostingCommand;

/// Calls per settlement are a design figure. For n orders and r refunds of one settlement, connect and
/// read-back included:
///
/// ```
/// 1 token + 1 lists + 1 items and customer (one more when later commands need items of their own)
///   + ⌈(n + r) / 30⌉ invoices and memos + ⌈payments / 30⌉ + ⌈journals / 30⌉ + 1 deposit
///   + ⌈documents / 1000⌉ read-back
/// ```
/// For 1,500 orders, 60 refunds and eight payments of one month that is 1 + 1 + 2 + 52 + 1 + 0 + 1 + 2 = 60; a
/// settlement that spans two months has a journal and takes one more. Without the token, which is no call of the
/// Accounting API, 59 and 60.
///
/// `mvn -pl sink-qbo -am test -Dtest=CallsTest -Dcalls.orders=1500 -Dcalls.refunds=60` measures that size.
class CallsTest {
    private static final int ORDERS = Integer.getInteger("calls.orders", 120);
    private static final int REFUNDS = Integer.getInteger("calls.refunds", 15);

    @TempDir
    private Path directory;

    @Test
    void aMonthTakesAsManyCallsAsTheFormulaSaysAndIsNeverThrottled() {
        try (Rig rig = new Rig(directory)) {
            var month = SinkQboTest.month(rig.trade, "S1", ORDERS, REFUNDS);
            List<PostingCommand> all = month.all();
            rig.send(all);
            rig.start();

            rig.awaitPosted(all);
            rig.await(
                    "read back",
                    () -> all.stream().allMatch(command -> rig.document(command).isPresent()));

            int sales = (ORDERS + REFUNDS + 29) / 30;
            int readBack = all.size() / 1000 + 1;
            System.out.printf(
                    "%d orders, %d refunds: %d calls, the token's included%n",
                    ORDERS, REFUNDS, rig.simulator.calls().count("qbo"));
            assertThat(rig.simulator.calls().count("qbo"))
                    .as("calls %s", rig.simulator.calls().counts())
                    .isLessThanOrEqualTo(1 + 1 + 2 + sales + 1 + 1 + 1 + readBack);
            assertThat(rig.simulator.calls().counts().keySet()).noneMatch(key -> key.status() == 429);
            assertThat(rig.simulator.qbo().company().balance("1000")).isEqualByComparingTo(month.bank());
        }
    }
}
