package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.dataverse.odata.Application;
import org.tieout.simulator.dataverse.odata.Binder;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// The sales application's rules for rows: what is required, numbered, priced, locked. Not thread-safe: the
/// organisation guards it.
public final class Crm implements Application {
    private final Organization organization;
    private final Pricing pricing;
    private final Locks locks;
    private final Removal removal;
    private final Messages messages;

    /// Over an organisation; `root` is the API's address.
    public Crm(Organization organization, String root) {
        this.organization = organization;
        this.pricing = new Pricing(organization);
        this.locks = new Locks(organization);
        this.removal = new Removal(organization);
        this.messages = new Messages(organization, this, new Binder(organization, root));
    }

    @Override
    public boolean knows(String action) {
        return messages.knows(action);
    }

    @Override
    public Optional<Made> run(String action, JsonNode body, Caller caller) {
        return messages.run(action, body, caller);
    }

    @Override
    public Entity create(TableType type, UUID id, ObjectNode values, Caller caller) {
        ObjectNode data = values.deepCopy();
        Optional<Family> line = Family.ofLine(type.name());
        Optional<Family> document = Family.ofDocument(type.name());
        require(type, data);
        States.begin(type, data);
        if (line.isPresent()) {
            return createLine(line.get(), type, id, data, caller);
        }
        Masters.complete(organization, type, data);
        document.ifPresent(family -> begin(family, id, data));
        return organization.insert(type, id, data, caller);
    }

    private static void require(TableType type, ObjectNode data) {
        type.columns().stream()
                .filter(column -> column.is(Column.Mark.REQUIRED) && blank(data.path(column.name())))
                .findFirst()
                .ifPresent(column -> {
                    throw Refusals.required(type.name(), column.name());
                });
    }

    private static boolean blank(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank());
    }

    private void begin(Family family, UUID id, ObjectNode data) {
        if (!family.number().isEmpty() && !Rows.has(data, family.number())) {
            data.put(family.number(), organization.nextNumber(family.prefix()));
        }
        if (!Rows.has(data, "transactioncurrencyid")) {
            currency(data).ifPresent(currency -> data.set("transactioncurrencyid", currency.stored()));
        }
        boolean kept = family == Family.INVOICE && Rows.has(data, "totalamount");
        if (!kept) {
            data.setAll(pricing.totals(family, id, data));
        }
    }

    /// The price list's currency, or else the organisation's.
    private Optional<Reference> currency(ObjectNode data) {
        return Rows.lookup(data, "pricelevelid")
                .flatMap(organization::find)
                .flatMap(level -> Rows.lookup(level.data(), "transactioncurrencyid"))
                .or(() -> organization.rows("organization").stream()
                        .findFirst()
                        .flatMap(row -> Rows.lookup(row.data(), "basecurrencyid")));
    }

    private Entity createLine(Family family, TableType type, UUID id, ObjectNode data, Caller caller) {
        Entity header = header(family, data);
        locks.requireLines(family, header, caller);
        boolean writeIn = data.path("isproductoverridden").asBoolean();
        data.put("isproductoverridden", writeIn);
        data.put("ispriceoverridden", data.path("ispriceoverridden").asBoolean(writeIn));
        requireProduct(type, data, writeIn);
        if (!Rows.has(data, "lineitemnumber")) {
            data.put(
                    "lineitemnumber",
                    organization.lines(family.lines(), header.id()).size() + 1);
        }
        if (!Rows.has(data, "sequencenumber")) {
            data.set("sequencenumber", data.get("lineitemnumber"));
        }
        if (!Rows.has(data, "producttypecode")) {
            data.put("producttypecode", 1);
        }
        Rows.copy(header.data(), data, List.of("transactioncurrencyid"));
        pricing.line(header.data(), data);
        Entity line = organization.insert(type, id, data, caller);
        total(family, header.id(), caller);
        return line;
    }

    private void requireProduct(TableType type, ObjectNode data, boolean writeIn) {
        if (writeIn) {
            if (blank(data.path("productdescription"))) {
                throw Refusals.required(type.name(), "productdescription");
            }
            return;
        }
        Entity product = Rows.lookup(data, "productid")
                .flatMap(organization::find)
                .orElseThrow(() -> Refusals.required(type.name(), "productid"));
        if (Rows.choice(product.data(), "statecode") != 0) {
            throw Refusals.rule("The product " + product.text("productnumber") + " is not active.");
        }
        if (!Rows.has(data, "uomid")) {
            throw Refusals.required(type.name(), "uomid");
        }
    }

    private Entity header(Family family, JsonNode line) {
        return Rows.lookup(line, family.via())
                .flatMap(organization::find)
                .orElseThrow(() -> Refusals.required(family.lines(), family.via()));
    }

    /// Writes what follows from the lines to their document.
    void total(Family family, UUID document, Caller caller) {
        Entity header = organization.require(family.table(), document);
        ObjectNode totals = pricing.totals(family, document, header.data());
        TableType type = organization.type(family.table());
        if (organization.on(Switch.LINES_LEAVE_HEADER)) {
            organization.amend(type, header, totals);
        } else {
            organization.update(type, header, totals, caller);
        }
    }

    @Override
    public Entity update(TableType type, Entity current, ObjectNode sent, Caller caller) {
        ObjectNode changes = sent.deepCopy();
        Optional<Family> line = Family.ofLine(type.name());
        if (line.isPresent()) {
            return updateLine(line.get(), type, current, changes, caller);
        }
        Optional<Family> document = Family.ofDocument(type.name());
        if (document.isPresent()) {
            locks.require(document.get(), current, changes, caller);
        }
        States.change(type, current.data(), changes);
        ObjectNode after = current.data().deepCopy();
        after.setAll(changes);
        require(type, after);
        changes.setAll(Masters.completed(organization, type, current.id(), after, changes));
        if (document.isPresent()) {
            return updateDocument(document.get(), type, current, changes, after, caller);
        }
        return organization.update(type, current, changes, caller);
    }

    private Entity updateDocument(
            Family family, TableType type, Entity current, ObjectNode changes, ObjectNode after, Caller caller) {
        stamp(family, current, changes);
        boolean priced =
                Set.of("discountamount", "discountpercentage", "freightamount", "transactioncurrencyid").stream()
                        .anyMatch(changes::has);
        boolean lined = !organization.lines(family.lines(), current.id()).isEmpty();
        if (changes.has("pricelevelid")) {
            reprice(family, current, after, caller);
            changes.setAll(pricing.totals(family, current.id(), after));
        } else if (priced && (lined || family != Family.INVOICE)) {
            changes.setAll(pricing.totals(family, current.id(), after));
        } else if (family == Family.INVOICE && lined) {
            changes.setAll(pricing.totals(family, current.id(), after));
        }
        return organization.update(type, current, changes, caller);
    }

    private void reprice(Family family, Entity current, ObjectNode after, Caller caller) {
        TableType type = organization.type(family.lines());
        for (Entity line : organization.lines(family.lines(), current.id())) {
            ObjectNode priced = line.data().deepCopy();
            pricing.line(after, priced);
            organization.update(type, line, difference(line.data(), priced), caller);
        }
    }

    private void stamp(Family family, Entity current, ObjectNode changes) {
        int before = Rows.choice(current.data(), "statecode");
        int after = changes.path("statecode").asInt(before);
        if (family == Family.ORDER && after == 1 && before != 1 && !changes.has("submitdate")) {
            changes.put("submitdate", organization.now().toString().substring(0, 10));
        }
        if (family == Family.OPPORTUNITY && after == 0 && before != 0) {
            changes.putNull("actualvalue");
            changes.putNull("actualclosedate");
        }
    }

    private Entity updateLine(Family family, TableType type, Entity current, ObjectNode changes, Caller caller) {
        Entity header = header(family, current.data());
        locks.requireLines(family, header, caller);
        ObjectNode after = current.data().deepCopy();
        after.setAll(changes);
        require(type, after);
        requireProduct(type, after, after.path("isproductoverridden").asBoolean());
        pricing.line(header.data(), after);
        Entity line = organization.update(type, current, difference(current.data(), after, changes), caller);
        total(family, header.id(), caller);
        return line;
    }

    private static ObjectNode difference(ObjectNode before, ObjectNode after) {
        return difference(before, after, Json.object());
    }

    private static ObjectNode difference(ObjectNode before, ObjectNode after, ObjectNode sent) {
        ObjectNode changes = Json.object();
        after.properties().stream()
                .filter(field -> sent.has(field.getKey()) || !field.getValue().equals(before.get(field.getKey())))
                .forEach(field -> changes.set(field.getKey(), field.getValue()));
        return changes;
    }

    @Override
    public void delete(TableType type, Entity current, Caller caller) {
        Optional<Family> line = Family.ofLine(type.name());
        removal.requireUnused(type, current);
        if (line.isPresent()) {
            Entity header = header(line.get(), current.data());
            locks.requireLines(line.get(), header, caller);
            organization.delete(type, current, caller);
            total(line.get(), header.id(), caller);
            return;
        }
        removal.remove(type, current, caller);
    }
}
