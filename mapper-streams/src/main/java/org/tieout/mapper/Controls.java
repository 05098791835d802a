package org.tieout.mapper;

import java.util.List;
import org.tieout.accounting.balance.Control;
import org.tieout.event.CheckState;
import org.tieout.event.ControlTotal;
import org.tieout.schemas.Keys;

/// The control totals of settlements as a tie-out shows them.
final class Controls {

    private final Stores stores;

    Controls(Stores stores) {
        this.stores = stores;
    }

    /// The control totals of a settlement in a flow; none before Amazon said anything.
    List<ControlTotal> controls(String flow, String settlementId) {
        var known = stores.controls.get(Keys.of(flow, settlementId));
        return known == null
                ? List.of()
                : known.controls().stream().map(Controls::control).toList();
    }

    private static ControlTotal control(Control control) {
        var expected = control.expected();
        var actual = control.actual();
        return ControlTotal.newBuilder()
                .setName(control.kind().word())
                .setState(
                        switch (control.state()) {
                            case PENDING -> CheckState.PENDING;
                            case GREEN -> CheckState.GREEN;
                            case RED -> CheckState.RED;
                        })
                .setExpected(expected == null ? null : Convert.money(expected))
                .setActual(actual == null ? null : Convert.money(actual))
                .setFindings(control.findings())
                .build();
    }
}
