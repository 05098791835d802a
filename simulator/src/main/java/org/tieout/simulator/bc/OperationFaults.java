package org.tieout.simulator.bc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.odata.Refusal;

/// Faults that strike single operations of a `$batch`, which the faults of the server cannot see. Thread-safe.
final class OperationFaults {
    private final List<Fault> armed = new ArrayList<>();

    /// An operation that fails.
    ///
    /// @param contains what its method, url and body together must contain
    /// @param status what it is answered with
    /// @param afterwards true where it is done all the same
    record Fault(String contains, int status, boolean afterwards) {
        Refusal refusal() {
            String code = switch (status) {
                case 409 -> "Request_EntityChanged";
                case 429 -> "Application_TooManyRequests";
                case 503 -> "Internal_TenantUnavailable";
                default -> "Internal_ServerError";
            };
            return new Refusal(status, code, "Something went wrong: ordered by a fault.");
        }
    }

    /// Arms a fault for so many operations.
    synchronized void arm(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            armed.add(fault);
        }
    }

    /// The fault that strikes this operation, which uses it up.
    synchronized Optional<Fault> strike(String operation) {
        Optional<Fault> found = armed.stream()
                .filter(fault -> operation.contains(fault.contains()))
                .findFirst();
        found.ifPresent(armed::remove);
        return found;
    }
}
