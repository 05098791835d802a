package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.journal.Journals;
import org.tieout.simulator.bc.webhook.Webhooks;
import org.tieout.simulator.http.Json;

/// What a human or a checker orders of journals, batches and webhooks over `POST /control/bc/{action}`. Stateless.
final class JournalActions {
    private JournalActions() {}

    static void register(
            HumanActions actions, Company company, Journals journals, Webhooks webhooks, OperationFaults faults) {
        actions.on(
                "default-dimension",
                body -> company.atomically(() -> {
                    journals.humanSetsDefaultDimension(
                            text(body, "table"),
                            text(body, "number"),
                            text(body, "dimension"),
                            text(body, "value"),
                            text(body, "posting"));
                    return true;
                }));
        actions.on(
                "fail-operations",
                body -> faults.arm(fault(body), body.path("times").asInt(1)));
        actions.asking("notify", _ -> Json.tree(webhooks.deliver(true)));
        actions.asking("run-job-queue", _ -> Json.tree(company.atomically(() -> journals.runQueue(Instant.MAX))));
    }

    private static OperationFaults.Fault fault(JsonNode body) {
        return new OperationFaults.Fault(
                text(body, "contains"),
                body.path("status").asInt(503),
                body.path("afterwards").asBoolean());
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }
}
