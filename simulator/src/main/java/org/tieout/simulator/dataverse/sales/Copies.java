package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// Makes one document from another, with its lines (section 9). What is made from a quote or an order keeps the
/// prices it was agreed at. Not thread-safe: the organisation guards it.
final class Copies {
    private static final List<String> HEADER = List.of(
            "name",
            "customerid",
            "pricelevelid",
            "transactioncurrencyid",
            "discountamount",
            "discountpercentage",
            "freightamount",
            "description",
            "requestdeliveryby",
            "opportunityid",
            "paymenttermscode",
            "freighttermscode",
            "shippingmethodcode");
    private static final List<String> LINE = List.of(
            "productid",
            "productdescription",
            "isproductoverridden",
            "uomid",
            "quantity",
            "priceperunit",
            "ispriceoverridden",
            "manualdiscountamount",
            "volumediscountamount",
            "tax",
            "lineitemnumber",
            "sequencenumber",
            "producttypecode",
            "description",
            "requestdeliveryby");

    private final Organization organization;
    private final Crm crm;

    Copies(Organization organization, Crm crm) {
        this.organization = organization;
        this.crm = crm;
    }

    Entity copy(Family from, Entity source, Family to, Caller caller) {
        ObjectNode values = Json.object();
        Rows.copy(source.data(), values, HEADER);
        TableType type = organization.type(to.table());
        type.columns().stream()
                .map(Column::name)
                .filter(name -> name.startsWith("billto_") || name.startsWith("shipto_"))
                .forEach(name -> Rows.copy(source.data(), values, List.of(name)));
        values.properties().removeIf(field -> type.column(field.getKey()).isEmpty());
        if (from == to) {
            Rows.copy(source.data(), values, List.of(to.number()));
            values.put("revisionnumber", source.data().path("revisionnumber").asInt(0) + 1);
        } else {
            values.set(from.via(), new Reference(from.table(), source.id()).stored());
            values.properties().removeIf(field -> type.column(field.getKey()).isEmpty());
        }
        if ((to == Family.ORDER && from == Family.QUOTE) || to == Family.INVOICE) {
            values.put("ispricelocked", true);
        }
        Entity made = crm.create(type, organization.newId(), values, caller);
        organization.lines(from.lines(), source.id()).forEach(line -> line(from, line, to, made, caller));
        return organization.require(to.table(), made.id());
    }

    private void line(Family from, Entity line, Family to, Entity made, Caller caller) {
        TableType type = organization.type(to.lines());
        ObjectNode values = Json.object();
        Rows.copy(line.data(), values, LINE);
        values.properties().removeIf(field -> type.column(field.getKey()).isEmpty());
        values.set(to.via(), new Reference(to.table(), made.id()).stored());
        if (type.column(from.lines() + "id").isPresent() && from != to) {
            values.set(from.lines() + "id", new Reference(from.lines(), line.id()).stored());
        }
        crm.create(type, organization.newId(), values, caller);
    }
}
