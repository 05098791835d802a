package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.state.Entity;

/// Which documents can be written in which state (sections 8.1 and 10): only active ones, but for a change of state
/// alone. Not thread-safe: the organisation guards it.
final class Locks {
    private static final Set<String> STATE = Set.of("statecode", "statuscode");
    private static final int ACTIVE = 0;
    private static final int SUBMITTED = 1;

    private final Organization organization;

    Locks(Organization organization) {
        this.organization = organization;
    }

    /// Refuses a change of a document that its state locks.
    void require(Family family, Entity document, ObjectNode changes, Caller caller) {
        if (caller.system()) {
            return;
        }
        int state = Rows.choice(document.data(), "statecode");
        boolean sop = family == Family.ORDER && state == SUBMITTED && organization.on(Switch.SOP_INTEGRATION);
        if (sop) {
            if (caller.integration()) {
                return;
            }
            throw Refusals.notEditable("salesorder " + document.text("ordernumber"));
        }
        int to = changes.path("statecode").asInt(state);
        boolean stays = state == to;
        boolean stateOnly = changes.properties().stream().allMatch(field -> STATE.contains(field.getKey()));
        boolean moves = stateOnly && !stays;
        if (!moves && !editable(family, state)) {
            throw Refusals.notEditable(family.table());
        }
    }

    private boolean editable(Family family, int state) {
        return state == ACTIVE
                || switch (family) {
                    case OPPORTUNITY -> !organization.on(Switch.CLOSED_OPPORTUNITIES_ARE_LOCKED);
                    case QUOTE -> organization.on(Switch.CLOSED_QUOTES_ARE_EDITABLE);
                    case ORDER, INVOICE -> false;
                };
    }

    /// Refuses a change of a line where the document's state locks it.
    void requireLines(Family family, Entity document, Caller caller) {
        int state = Rows.choice(document.data(), "statecode");
        boolean integration = family == Family.ORDER
                && state == SUBMITTED
                && organization.on(Switch.SOP_INTEGRATION)
                && caller.integration();
        if (state != ACTIVE && !integration && !caller.system()) {
            throw Refusals.notEditable(family.table());
        }
    }
}
