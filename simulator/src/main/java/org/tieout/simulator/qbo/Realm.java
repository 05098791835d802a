package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.tieout.simulator.qbo.company.Company;
import org.tieout.simulator.qbo.refusal.AccessRefusals;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// A company as the API reaches it: with its throttles and its requestids.
record Realm(Company company, RateLimits limits, RequestIds requestIds) {

    /// Refuses what no good token can open.
    void requireAccess() {
        switch (company.switches().access()) {
            case OPEN -> {
                // Nothing in the way.
            }
            case USER_DEMOTED -> throw AccessRefusals.userNotAuthorized();
            case WRONG_ENVIRONMENT -> throw AccessRefusals.wrongEnvironment();
            case SUBSCRIPTION_LAPSED -> throw Refusals.companyStatus();
        }
    }

    ObjectNode write(EntityType type, Verb verb, JsonNode body, Set<String> include) {
        return switch (verb) {
            case CREATE -> company.create(type, body, include);
            case UPDATE -> company.update(type, body, include);
            case DELETE -> company.delete(type, body);
            case VOID -> company.voidDocument(type, body);
        };
    }
}
