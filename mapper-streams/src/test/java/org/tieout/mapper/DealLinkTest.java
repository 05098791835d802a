package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.schemas.Target;

/// Records that are linked to each other only after they were first read: one sale of them all the same.
class DealLinkTest {

    private static final String ORDERS = "0C000000000040008000000000000003";

    private final MapperHarness mapper = new MapperHarness(Target.BC);

    @AfterEach
    void close() {
        mapper.close();
    }

    @BeforeEach
    void flow() {
        mapper.mapping("item", "MUG", "1000").flow().crm(Crm.account("Contoso", 3));
    }

    private void opportunity(String stage, long version) {
        mapper.deal(Crm.opportunity(stage, version).line("MUG", "2", "12.50").build());
    }

    private void order(String stage, long version, @Nullable String opportunity) {
        mapper.deal(Crm.order(stage, version)
                .line("MUG", "2", "12.50")
                .of(opportunity, null)
                .build());
    }

    private void heldOrder(long version, @Nullable String opportunity) {
        mapper.deal(Crm.order("SUBMITTED", version)
                .line("MUG", "2", "12.50")
                .totalOffBy("1")
                .of(opportunity, null)
                .build());
    }

    /// The deals that were sold, once for each command.
    private List<String> sales() {
        return mapper.commands.stream()
                .filter(command -> command.getDocument().getKind() != DocumentKind.CUSTOMER)
                .map(PostingCommand::getSourceId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WON after", "WON before"})
    void anOrderThatIsLinkedLaterIsOfTheOpportunitysDeal(String won) {
        opportunity("OPEN", 10);
        order("ACTIVE", 11, null);
        order("ACTIVE", 12, Crm.OPPORTUNITY);
        if (won.endsWith("before")) {
            opportunity("WON", 13);
        }
        order("SUBMITTED", 14, Crm.OPPORTUNITY);
        opportunity("WON", 15);

        assertThat(sales()).containsExactly(Crm.DEAL);
    }

    @Test
    void aQuoteThatIsLinkedLaterTakesItsOrderAlong() {
        opportunity("OPEN", 10);
        mapper.deal(Crm.quote("DRAFT", 11)
                        .line("MUG", "2", "12.50")
                        .of(null, null)
                        .build())
                .deal(Crm.order("ACTIVE", 12)
                        .line("MUG", "2", "12.50")
                        .of(null, Crm.QUOTE)
                        .build())
                .deal(Crm.quote("WON", 13).line("MUG", "2", "12.50").build())
                .deal(Crm.order("SUBMITTED", 14)
                        .line("MUG", "2", "12.50")
                        .of(null, Crm.QUOTE)
                        .build());
        opportunity("WON", 15);

        assertThat(sales()).containsExactly(Crm.DEAL);
    }

    @Test
    void whatWasHeldAndToldOfTheOrderAloneIsOfTheDealFromThenOn() {
        opportunity("OPEN", 10);
        heldOrder(11, null);
        assertThat(mapper.openAlerts()).containsExactly("deal|us-books|" + ORDERS);

        heldOrder(12, Crm.OPPORTUNITY);

        assertThat(mapper.openAlerts()).containsExactly("deal|us-books|" + Crm.DEAL);
        assertThat(mapper.parked).containsEntry("us-books|DEAL|" + ORDERS, null);
        var told = mapper.statuses.getLast();
        assertThat(told.getPostingId()).isEqualTo("us-books/deal/" + Crm.DEAL + "/status-order-0C000000/r1");
        assertThat(told.getDocument().getCorrects())
                .as("it stands for what the record was told before")
                .isEqualTo("us-books/deal/" + ORDERS + "/status-order-0C000000/r1");

        order("SUBMITTED", 13, Crm.OPPORTUNITY);
        assertThat(sales()).containsExactly(Crm.DEAL);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aDealThatIsSoldTakesWhatItIsLinkedToLater() {
        opportunity("OPEN", 10);
        order("SUBMITTED", 11, null);
        order("SUBMITTED", 12, Crm.OPPORTUNITY);
        opportunity("WON", 13);

        assertThat(sales()).containsExactly(ORDERS);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void twoDealsThatAreSoldStayTwoAndAPersonIsToldOnce() {
        opportunity("WON", 10);
        order("SUBMITTED", 11, null);
        assertThat(sales()).containsExactly(Crm.DEAL, ORDERS);

        order("SUBMITTED", 12, Crm.OPPORTUNITY);
        var alert = Objects.requireNonNull(mapper.alerts.get("deals|us-books|" + ORDERS));
        order("FULFILLED", 13, Crm.OPPORTUNITY);

        assertThat(alert.getMessage()).contains("SO-1", Crm.DEAL, ORDERS, "both were sold");
        assertThat(alert.getNextStep()).contains("delete", "credit", "Business Central");
        assertThat(mapper.openAlerts()).containsExactly("deals|us-books|" + ORDERS);
        assertThat(mapper.alerts.get("deals|us-books|" + ORDERS)).isSameAs(alert);
        assertThat(sales()).hasSize(2);
    }

    @Test
    void anOrderThatIsLinkedToAnotherOpportunityLeavesTheFirst() {
        var other = "1a000000-0000-4000-8000-000000000001";
        opportunity("OPEN", 10);
        order("ACTIVE", 11, Crm.OPPORTUNITY);
        mapper.deal(Crm.opportunity("OPEN", 12)
                .line("MUG", "2", "12.50")
                .with(document -> document.setId(other))
                .build());
        order("SUBMITTED", 13, other);
        opportunity("WON", 14);

        assertThat(sales()).containsExactly("1A000000000040008000000000000001", Crm.DEAL);
    }
}
