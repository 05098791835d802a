package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.AlternateKey;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What an organisation has before anybody sells: users, currencies, units, products, a price list, the messages that
/// webhooks can be registered for.
///
/// @param organization the id of the `organization` row
/// @param seller the person who sells
/// @param application the application user
public record Founding(UUID organization, Reference seller, Reference application) {
    /// The products, by number: the same range that the simulated seller has elsewhere, and the price of each.
    static final Map<String, String> PRICES = new TreeMap<>(Map.of(
            "MUG-CERAMIC-BLU", "14.95",
            "TEAPOT-GLASS-1L", "32.90",
            "GRINDER-BURR", "79.99",
            "KETTLE-GOOSE", "64.50",
            "SCALE-POUR", "28.99",
            "BOARD-OAK-L", "39.99",
            "KNIFE-CHEF-20", "54.90",
            "PAN-CARBON-26", "47.95"));

    private static final Map<String, String> NAMES = Map.of(
            "MUG-CERAMIC-BLU", "Ceramic Mug, Blue, 350 ml",
            "TEAPOT-GLASS-1L", "Glass Teapot with Infuser, 1 l",
            "GRINDER-BURR", "Conical Burr Coffee Grinder",
            "KETTLE-GOOSE", "Gooseneck Kettle, Matte Black",
            "SCALE-POUR", "Pour-Over Scale with Timer",
            "BOARD-OAK-L", "Oak Cutting Board, Large",
            "KNIFE-CHEF-20", "Chef's Knife, 20 cm",
            "PAN-CARBON-26", "Carbon Steel Pan, 26 cm");
    private static final List<String> MESSAGES =
            List.of("Create", "Update", "Delete", "Win", "Lose", "Close", "Fulfill", "Cancel");
    private static final List<String> TOLD = List.of(
            "account",
            "contact",
            "product",
            "opportunity",
            "opportunityproduct",
            "quote",
            "quotedetail",
            "salesorder",
            "salesorderdetail",
            "invoice");

    /// Founds.
    public static Founding found(Organization organization, Crm crm, String clientId) {
        Founder founder = new Founder(organization, crm);
        Reference seller = founder.user("Sales Desk", "");
        Reference application = founder.user("Integration", clientId);
        founder.caller = new Caller(seller.id(), false, true);
        UUID own = founder.organization();
        founder.range();
        founder.messages();
        organization.define(
                new AlternateKey("new_bcinvoiceid", "invoice", List.of("new_bcinvoiceid"), AlternateKey.Status.ACTIVE));
        return new Founding(own, seller, application);
    }

    private static final class Founder {
        private final Organization organization;
        private final Crm crm;
        private Caller caller = new Caller(new UUID(0, 0), false, true);

        Founder(Organization organization, Crm crm) {
            this.organization = organization;
            this.crm = crm;
        }

        Reference user(String name, String clientId) {
            ObjectNode values = Json.object().put("fullname", name).put("isdisabled", false);
            if (!clientId.isEmpty()) {
                values.put("applicationid", clientId);
            }
            return create("systemuser", values);
        }

        UUID organization() {
            Reference dollar = create(
                    "transactioncurrency",
                    Json.object()
                            .put("currencyname", "US Dollar")
                            .put("isocurrencycode", "USD")
                            .put("currencysymbol", "$")
                            .put("currencyprecision", 2)
                            .put("exchangerate", new BigDecimal("1.0000000000")));
            create(
                    "transactioncurrency",
                    Json.object()
                            .put("currencyname", "Euro")
                            .put("isocurrencycode", "EUR")
                            .put("currencysymbol", "€")
                            .put("currencyprecision", 2)
                            .put("exchangerate", new BigDecimal("0.9000000000")));
            return create(
                            "organization",
                            Json.object()
                                    .put("name", "tieoutsim")
                                    .put("expirechangetrackingindays", 7)
                                    .put("issopintegrationenabled", false)
                                    .set("basecurrencyid", dollar.stored()))
                    .id();
        }

        void range() {
            Reference schedule = create("uomschedule", Json.object().put("name", "Default Unit"));
            Reference unit = create(
                    "uom",
                    Json.object()
                            .put("name", "Primary Unit")
                            .put("quantity", BigDecimal.ONE)
                            .set("uomscheduleid", schedule.stored()));
            Reference dollar = new Reference(
                    "transactioncurrency",
                    organization.rows("transactioncurrency").iterator().next().id());
            Reference level = create(
                    "pricelevel", Json.object().put("name", "Retail").set("transactioncurrencyid", dollar.stored()));
            PRICES.forEach((number, price) -> {
                ObjectNode product = Json.object()
                        .put("productnumber", number)
                        .put("name", NAMES.getOrDefault(number, number))
                        .put("producttypecode", 1)
                        .put("price", new BigDecimal(price));
                product.set("defaultuomid", unit.stored());
                product.set("defaultuomscheduleid", schedule.stored());
                product.set("pricelevelid", level.stored());
                Reference made = create("product", product);
                ObjectNode listed = Json.object().put("amount", new BigDecimal(price));
                listed.set("pricelevelid", level.stored());
                listed.set("productid", made.stored());
                listed.set("uomid", unit.stored());
                create("productpricelevel", listed);
            });
        }

        void messages() {
            for (String name : MESSAGES) {
                Reference message = create("sdkmessage", Json.object().put("name", name));
                for (String table : TOLD) {
                    create(
                            "sdkmessagefilter",
                            Json.object().put("primaryobjecttypecode", table).set("sdkmessageid", message.stored()));
                }
            }
        }

        private Reference create(String table, ObjectNode values) {
            Entity row = crm.create(organization.type(table), organization.newId(), values, caller);
            return new Reference(table, row.id());
        }
    }
}
