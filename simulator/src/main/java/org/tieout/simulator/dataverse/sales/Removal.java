package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What deleting a row takes with it and what stands in its way. Not thread-safe: the organisation guards it.
final class Removal {
    /// By table: the lookups of other tables that keep a row from being deleted.
    private static final Map<String, List<String>> USED_BY = Map.of(
            "account",
                    List.of(
                            "opportunity.customerid",
                            "quote.customerid",
                            "salesorder.customerid",
                            "invoice.customerid"),
            "contact",
                    List.of(
                            "opportunity.customerid",
                            "quote.customerid",
                            "salesorder.customerid",
                            "invoice.customerid"),
            "product",
                    List.of(
                            "opportunityproduct.productid",
                            "quotedetail.productid",
                            "salesorderdetail.productid",
                            "invoicedetail.productid"),
            "pricelevel", List.of("opportunity.pricelevelid", "quote.pricelevelid", "salesorder.pricelevelid"),
            "transactioncurrency", List.of("pricelevel.transactioncurrencyid", "salesorder.transactioncurrencyid"),
            "serviceendpoint", List.of("sdkmessageprocessingstep.eventhandler"));

    private final Organization organization;

    Removal(Organization organization) {
        this.organization = organization;
    }

    /// Refuses the deletion of a row that documents need.
    void requireUnused(TableType type, Entity row) {
        Reference self = new Reference(type.name(), row.id());
        boolean used = USED_BY.getOrDefault(type.name(), List.of()).stream().anyMatch(place -> names(place, self));
        if (used) {
            throw Refusals.associated(type.name());
        }
    }

    private boolean names(String place, Reference self) {
        int dot = place.indexOf('.');
        return organization.rows(place.substring(0, dot)).stream()
                .anyMatch(row -> names(row, place.substring(dot + 1), self));
    }

    private static boolean names(Entity row, String column, Reference self) {
        Optional<Reference> named = Rows.lookup(row.data(), column);
        return named.filter(self::equals).isPresent();
    }

    /// Deletes a row with its lines; other rows that name it do so no longer.
    void remove(TableType type, Entity row, Caller caller) {
        Family.ofDocument(type.name())
                .ifPresent(family -> organization
                        .lines(family.lines(), row.id())
                        .forEach(part -> organization.delete(organization.type(family.lines()), part, caller)));
        organization.types().forEach(other -> unlink(other, new Reference(type.name(), row.id()), caller));
        organization.delete(type, row, caller);
    }

    private void unlink(TableType type, Reference gone, Caller caller) {
        for (Column column : type.columns()) {
            if (!column.targets().contains(gone.table())) {
                continue;
            }
            List<Entity> naming = organization.rows(type.name()).stream()
                    .filter(row -> names(row, column.name(), gone))
                    .toList();
            ObjectNode nothing = Json.object();
            nothing.putNull(column.name());
            naming.forEach(row -> organization.quietly(type, row, nothing, caller));
        }
    }
}
