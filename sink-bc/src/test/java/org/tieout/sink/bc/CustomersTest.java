package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.CrmContact;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Prepared;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.http.Fault;
import org.tieout.sink.testing.LedgerDesk;

/// Customers in step with the CRM: the CRM owns name, address and contact, the company everything else.
class CustomersTest {
    private final Trade trade = new Trade("deals", "crm", "books");
    private final Deals deals = new Deals(trade);
    private final CrmTable crm = new CrmTable();
    private Simulator simulator;
    private LedgerDesk desk;
    private Human human;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        human = new Human(simulator);
        desk = new LedgerDesk(notices -> Books.ledger(simulator, trade, Map.of(), crm, notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    private JsonNode customer() {
        JsonNode all =
                human.get("customers?$filter=number eq '" + Deals.NUMBER + "'").path("value");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void makeFirst() {
        crm.put(deals.account(1, Deals.named("Harbour Coffee")));
        desk.post(deals.customer(1, 1));
    }

    @Test
    void anAccountBecomesACustomerAndARenamedOneIsRenamed() {
        makeFirst();

        assertThat(customer().path("displayName").asText()).isEqualTo("Harbour Coffee");
        assertThat(customer().path("type").asText()).isEqualTo("Company");
        assertThat(customer().path("addressLine1").asText()).isEqualTo("1 Harbour Street");
        assertThat(customer().path("postalCode").asText()).isEqualTo("97201");
        assertThat(customer().path("country").asText()).isEqualTo("US");
        assertThat(customer().path("email").asText()).isEqualTo("orders@example.com");

        String id = customer().path("id").asText();
        crm.put(deals.account(2, Deals.named("Harbour Roasters").setPhone(null)));
        desk.post(deals.customer(2, 2));

        assertThat(customer().path("displayName").asText()).isEqualTo("Harbour Roasters");
        assertThat(customer().path("phoneNumber").asText()).isEmpty();
        assertThat(customer().path("id").asText()).isEqualTo(id);
        assertThat(desk.outcome(deals.customer(2, 2)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Posted.class,
                        again -> assertThat(again.found()).isTrue());
    }

    @Test
    void neitherNameNorAddressIsInWhatTheAttemptKeepsOrTells() {
        makeFirst();
        crm.put(deals.account(2, Deals.named("Harbour Roasters")));
        PostingCommand second = deals.customer(2, 2);

        String kept = desk.batch(List.of(second)).members().getFirst().body()
                + desk.posted.values()
                + desk.data
                + desk.alerts;

        assertThat(kept).doesNotContain("Harbour", "orders@example.com", "555 0100", "Portland");
    }

    @Test
    void whatBusinessCentralDoesNotLikeIsToldWithoutTheValueItNames() {
        simulator.fault(Fault.on("bc")
                .method("POST")
                .path("/\\$batch$")
                .bodyContains("displayName")
                .beforeAccept(new Fault.Status(
                        400,
                        Map.of(),
                        Optional.of(
                                "{\"error\":{\"code\":\"Application_DialogException\",\"message\":\"The email address"
                                        + " orders@example.com is not valid.  CorrelationId:  6f0e1c2a-0000.\"}}"))));
        crm.put(deals.account(1, Deals.named("Harbour Coffee")));

        assertThat(desk.outcome(deals.customer(1, 1))).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("Application_DialogException");
            assertThat(refused.reason()).contains(Deals.NUMBER, "6f0e1c2a-0000").doesNotContain("example.com");
        });
    }

    @Test
    void aFieldThatAPersonChangedInTheCompanyIsHeldAndNamedNotOverwritten() {
        makeFirst();
        human.patch("customers(" + customer().path("id").asText() + ")", "{\"city\":\"Salem\"}");
        crm.put(deals.account(2, Deals.named("Harbour Roasters").setCity("Eugene")));
        PostingCommand second = deals.customer(2, 2);

        assertThat(desk.outcome(second)).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("customer-edited");
            assertThat(refused.reason()).contains("city").doesNotContain("Salem", "Eugene");
        });
        assertThat(customer().path("displayName").asText()).isEqualTo("Harbour Coffee");

        crm.put(deals.account(3, Deals.named("Harbour Roasters").setCity("Salem")));
        desk.post(second);
        assertThat(customer().path("displayName").asText()).isEqualTo("Harbour Roasters");
    }

    @Test
    void whatTheCompanyOwnsAndWhatTheCrmLeavesEmptyStaysAsPeopleHaveIt() {
        makeFirst();
        String cod = human.get("paymentTerms?$filter=code eq 'COD'")
                .path("value")
                .get(0)
                .path("id")
                .asText();
        human.patch(
                "customers(" + customer().path("id").asText() + ")",
                "{\"paymentTermsId\":\"" + cod + "\",\"blocked\":\"Ship\",\"creditLimit\":500,"
                        + "\"website\":\"https://example.com\"}");
        crm.put(deals.account(2, Deals.named("Harbour Roasters")));

        desk.post(deals.customer(2, 2));

        assertThat(customer().path("paymentTermsId").asText()).isEqualTo(cod);
        assertThat(customer().path("blocked").asText()).isEqualTo("Ship");
        assertThat(customer().path("creditLimit").decimalValue()).isEqualByComparingTo("500");
        assertThat(customer().path("website").asText()).isEqualTo("https://example.com");
    }

    @Test
    void aCustomerOfThatNumberIsTakenOverWhereItIsTheSameOneAndElseLeftAlone() {
        human.post("customers", "{\"number\":\"" + Deals.NUMBER + "\",\"displayName\":\"HARBOUR COFFEE\"}");
        makeFirst();
        assertThat(customer().path("addressLine1").asText()).isEqualTo("1 Harbour Street");

        human.post("customers", "{\"number\":\"C-7\",\"displayName\":\"Somebody else\"}");
        assertThat(desk.outcome(deals.customer(1, 1, "account", "C-7", false)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("customer-taken"));
        assertThat(desk.outcome(deals.customer(1, 1, "account", "C-7", true))).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(desk.outcome(deals.customer(1, 1, "account", "C-8", true)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("customer-missing"));
    }

    @Test
    void aContactIsAPersonWhoseLongTextsAreCutAndNamedButNeverTheAddressOfItsMail() {
        crm.put(deals.contact(
                1,
                CrmContact.newBuilder()
                        .setFullName("Head of purchasing")
                        .setLine2("x".repeat(60))
                        .setEmail("a".repeat(70) + "@example.com")));
        PostingCommand command = deals.customer(1, 1, "contact", Deals.NUMBER, false);
        assertThat(desk.prepare(List.of(command)).getFirst())
                .isInstanceOfSatisfying(
                        Prepared.Unpostable.class,
                        unpostable -> assertThat(unpostable.code()).isEqualTo("email-too-long"));

        crm.put(deals.contact(
                2, CrmContact.newBuilder().setFullName("Head of purchasing").setLine2("x".repeat(60))));
        desk.post(command);

        assertThat(customer().path("type").asText()).isEqualTo("Person");
        assertThat(customer().path("addressLine2").asText()).isEqualTo("x".repeat(50));
        assertThat(desk.alerts)
                .singleElement()
                .asString()
                .contains("addressLine2")
                .doesNotContain("xx");
    }

    @Test
    void aRecordThatTheCrmHasNoMoreIsRefusedAndAnOlderOneIsWaitedFor() {
        assertThat(desk.prepare(List.of(deals.customer(1, 1))).getFirst())
                .isInstanceOfSatisfying(
                        Prepared.Unpostable.class,
                        unpostable -> assertThat(unpostable.code()).isEqualTo("customer-deleted"));

        crm.put(deals.account(1, Deals.named("Harbour Coffee")));
        assertThat(desk.outcome(deals.customer(1, 2))).isInstanceOf(ItemOutcome.Later.class);
        assertThat(Books.rows(simulator, "customers")).isEqualTo(1);
    }
}
