package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Loopback;
import org.tieout.simulator.state.Entity;

/// Rules of the tables that are no documents. Stateless.
final class Masters {
    private Masters() {}

    /// Completes and checks a new row in place.
    static void complete(Organization organization, TableType type, ObjectNode data) {
        data.setAll(completed(organization, type, new UUID(0, 0), data, data));
    }

    /// The columns that follow from what was sent.
    ///
    /// @param self the row, which may agree with itself
    static ObjectNode completed(Organization organization, TableType type, UUID self, ObjectNode after, JsonNode sent) {
        ObjectNode derived = Json.object();
        switch (type.name()) {
            case "contact" ->
                derived.put(
                        "fullname",
                        (after.path("firstname").asText("") + " "
                                        + after.path("lastname").asText(""))
                                .strip());
            case "transactioncurrency" -> {
                if (sent.has("exchangerate")
                        && Rows.amount(after, "exchangerate").signum() == 0) {
                    throw Refusals.rule("The exchange rate of a currency cannot be zero.");
                }
            }
            case "productpricelevel" -> {
                requireUnique(organization, self, after);
                Rows.lookup(after, "pricelevelid")
                        .flatMap(organization::find)
                        .map(level -> level.data().get("transactioncurrencyid"))
                        .ifPresent(currency -> derived.set("transactioncurrencyid", currency));
            }
            case "serviceendpoint" -> requireEndpoint(after);
            case "sdkmessageprocessingstep" -> requireStep(organization, after);
            case "product" -> requireNumber(organization, self, after);
            default -> {
                // Nothing follows from the columns of the other tables.
            }
        }
        return derived;
    }

    /// A webhook needs an address and a way to say who it is; the simulator calls this machine only.
    private static void requireEndpoint(ObjectNode after) {
        if (Rows.choice(after, "contract") != 8) {
            return;
        }
        if (!Loopback.mayCall(after.path("url").asText(""))) {
            throw Refusals.argument("The url of a webhook is an address on 127.0.0.1, not '"
                    + after.path("url").asText("") + "'.");
        }
        boolean authorised = List.of(4, 5, 6).contains(Rows.choice(after, "authtype"))
                && !after.path("authvalue").asText("").isBlank();
        if (!authorised) {
            throw Refusals.argument("A webhook needs authtype 4, 5 or 6 and an authvalue.");
        }
    }

    private static void requireStep(Organization organization, ObjectNode after) {
        if (Rows.choice(after, "stage") != 40 && Rows.choice(after, "mode") == 1) {
            throw Refusals.argument("An asynchronous step is registered for stage 40.");
        }
        boolean another = Rows.lookup(after, "sdkmessagefilterid")
                .flatMap(organization::find)
                .filter(filter ->
                        !Rows.lookup(filter.data(), "sdkmessageid").equals(Rows.lookup(after, "sdkmessageid")))
                .isPresent();
        if (another) {
            throw Refusals.argument("The filter belongs to another message.");
        }
    }

    private static void requireUnique(Organization organization, UUID self, ObjectNode after) {
        boolean there = organization.rows("productpricelevel").stream()
                .filter(row -> !row.id().equals(self))
                .anyMatch(row -> List.of("pricelevelid", "productid", "uomid").stream()
                        .allMatch(column -> Rows.lookup(row.data(), column).equals(Rows.lookup(after, column))));
        if (there) {
            throw Refusals.rule("This product and unit combination has a price for this price list.");
        }
    }

    private static void requireNumber(Organization organization, UUID self, ObjectNode after) {
        String number = after.path("productnumber").asText();
        Optional<Entity> other = organization.rows("product").stream()
                .filter(row ->
                        !row.id().equals(self) && row.text("productnumber").equalsIgnoreCase(number))
                .findFirst();
        if (other.isPresent()) {
            throw Refusals.duplicate();
        }
    }
}
