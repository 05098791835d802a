package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Sets;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `companies`, of which there is one; read-only (section 2).
final class Companies implements EntitySet {
    private static final EntityType TYPE = EntityType.bare("companies", "company", """
            id Guid ro
            systemVersion Text ro
            timestamp Int ro
            name Text 30 ro
            displayName Text 250 ro
            businessProfileId Text 250 ro
            systemCreatedAt Timestamp ro
            systemCreatedBy Guid ro
            systemModifiedAt Timestamp ro
            systemModifiedBy Guid ro
            """);

    private final Company company;
    private final Entity row;

    Companies(Company company, Instant founded) {
        this.company = company;
        String at = EntitySet.timestamp(founded);
        ObjectNode data = Json.object()
                .put("systemVersion", "29.0.0.0")
                .put("timestamp", 1)
                .put("name", company.name())
                .put("displayName", "Simulated Trading Company")
                .put("systemCreatedAt", at)
                .put("systemModifiedAt", at);
        this.row = Entity.first(company.id(), Optional.empty(), data, founded);
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        return List.of(row);
    }

    @Override
    public Optional<Entity> find(String key) {
        require(key);
        return Optional.of(row);
    }

    /// The sets of the company with this key.
    Sets company(String key) {
        require(key);
        return company.books();
    }

    private void require(String key) {
        if (!EntitySet.id(key).equals(company.id())) {
            throw new Refusal(
                    company.books().on(Switch.COMPANY_NOT_FOUND_IS_400) ? 400 : 404,
                    "Internal_CompanyNotFound",
                    "Cannot find company '" + key + "'.");
        }
    }
}
