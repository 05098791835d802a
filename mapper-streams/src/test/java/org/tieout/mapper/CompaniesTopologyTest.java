package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.Parked;

/// What the mapper does with a company's lists.
class CompaniesTopologyTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String COMMISSION = "Order|ItemFees|Commission";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final String FEES = accountOf("FEE.REFERRAL");
    private static final String RECEIVABLE = accountOf("ROLE.RECEIVABLE");

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    /// The shipped chart but for some accounts, and one item.
    private MapperHarness companyWithout(String... numbers) {
        for (var row : Mappings.standard().rows()) {
            if (row.key().kind() == MappingKey.Kind.CHART
                    && !java.util.List.of(numbers).contains(row.value())) {
                mapper.listed("account", row.value(), row.type(), true);
            }
        }
        mapper.listed("item", "Widget", "NonInventory", true);
        return mapper.listed("preference", "company", "Preferences", true);
    }

    private static String accountOf(String key) {
        return Mappings.standard().rows().stream()
                .filter(row -> row.key().equals(new MappingKey(MappingKey.Kind.ACCOUNT, key)))
                .map(MappingRow::value)
                .findFirst()
                .orElseThrow();
    }

    private MapperHarness order() {
        return mapper.order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z");
    }

    private MapperHarness settled() {
        return mapper.settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();
    }

    private void settledWithoutTheFeesAccount() {
        companyWithout(FEES).mapping("item", "SKU-1", "Widget").flow();
        order();
        settled();
    }

    private Parked parked(String kind, String id) {
        return Objects.requireNonNull(mapper.parked.get(MapperHarness.FLOW + "|" + kind + "|" + id));
    }

    @Test
    void nothingIsHeldForTheSakeOfListsThatWereNeverRead() {
        mapper.mapping("item", "SKU-1", "Widget").flow();
        order();
        settled();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
    }

    @Test
    void listsAreKnownOnlyWhenAllOfThemWereRead() {
        mapper.listed("account", "9999", "Expense", true)
                .mapping("item", "SKU-1", "Widget")
                .flow();
        order();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER);
    }

    @Test
    void aCompanyThatHasAllThatIsMappedChangesNothing() {
        companyWithout().mapping("item", "SKU-1", "Widget").flow();
        order();
        settled();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aSettlementWhoseAccountTheCompanyLacksIsHeldAndSaysSo() {
        settledWithoutTheFeesAccount();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER);
        assertThat(parked("SETTLEMENT", "900").getMissing()).containsExactly("account:FEE.REFERRAL");
        assertThat(parked("SETTLEMENT", "900").getReason())
                .isEqualTo("the company cannot take what is mapped: account " + FEES
                        + " is not in the ledger; nothing of it is posted");
        var alert = Objects.requireNonNull(mapper.alerts.get("missing|us-books|account:FEE.REFERRAL"));
        assertThat(alert.getMessage()).contains("account " + FEES + " is not in the ledger");
        assertThat(alert.getNextStep()).contains("in the ledger", "map the key to another");
    }

    @Test
    void itGoesOnByItselfWhenTheCompanyHasTheAccount() {
        settledWithoutTheFeesAccount();

        mapper.listed("account", FEES, "Expense", true).later(LOOK).later(LOOK);

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(mapper.audit)
                .extracting(AuditRecord::getMessage)
                .contains("the company can take what account:FEE.REFERRAL is mapped to");
        assertThat(mapper.parked.get("us-books|SETTLEMENT|900")).isNull();
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void anInactiveAccountHoldsUntilItIsActiveAgain() {
        companyWithout(FEES)
                .listed("account", FEES, "Expense", false)
                .mapping("item", "SKU-1", "Widget")
                .flow();
        order();
        settled().later(LOOK).later(LOOK);

        assertThat(parked("SETTLEMENT", "900").getReason()).contains("account " + FEES + " is inactive in the ledger");

        mapper.listed("account", FEES, "Expense", true).later(LOOK).later(LOOK);

        assertThat(mapper.kinds()).contains("DEPOSIT 900");
    }

    @Test
    void itGoesOnWhenTheKeyIsMappedToAnAccountThatIsThere() {
        settledWithoutTheFeesAccount();

        mapper.mapping("account", "FEE.REFERRAL", accountOf("FEE.ADS"));

        assertThat(mapper.kinds()).contains("DEPOSIT 900");
    }

    @Test
    void aRowThatNamesWhatTheCompanyLacksMovesNothingAndSaysWhy() {
        companyWithout().mapping("item", "SKU-1", "Widget").flow();
        order();
        mapper.settlement("900", "40.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row("other-transaction|other-transaction|Quantum Levy", null, null, "-10.00")
                .close()
                .mapping("row-type", "other-transaction|other-transaction|Quantum Levy", "FEE.ADS")
                .mapping("account", "FEE.ADS", "6999");
        mapper.settlement("901", "-10.00")
                .row("other-transaction|other-transaction|Quantum Levy", null, null, "-10.00")
                .close();

        assertThat(mapper.kinds()).contains("DEPOSIT 900").doesNotContain("DEPOSIT 901");
        assertThat(parked("SETTLEMENT", "901").getReason()).contains("account 6999 is not in the ledger");
        mapper.mapping("account", "FEE.ADS", "6998");
        assertThat(parked("SETTLEMENT", "901").getReason()).contains("account 6998 is not in the ledger");
        assertThat(Objects.requireNonNull(mapper.alerts.get("missing|us-books|account:FEE.ADS")))
                .extracting(Alert::getMessage)
                .asString()
                .contains("6998");
    }

    @Test
    void anItemThatTheCompanyLacksHoldsItsOrderAndNotTheSettlement() {
        companyWithout().mapping("item", "SKU-1", "Gadget").flow();
        order();
        settled();

        assertThat(mapper.kinds()).doesNotContain("INVOICE " + ORDER).contains("DEPOSIT 900");
        assertThat(parked("ORDER", ORDER).getMissing()).containsExactly("item:SKU-1");

        mapper.listed("item", "Gadget", "NonInventory", true).later(LOOK).later(LOOK);

        assertThat(mapper.kinds()).contains("INVOICE " + ORDER);
    }

    @Test
    void anItemThatTheSinkCreatesNeedNotBeThere() {
        companyWithout()
                .mapping("item", "SKU-1", "Gadget")
                .flow(null, "INVOICE", Map.of("create-missing-items", "true"));
        order();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER);
    }

    @Test
    void withoutTheReceivableNoOrderIsInvoicedUntilItIsThere() {
        companyWithout(RECEIVABLE).mapping("item", "SKU-1", "Widget").flow();
        order();

        assertThat(mapper.commands).isEmpty();
        assertThat(parked("ORDER", ORDER).getMissing()).containsExactly("account:ROLE.RECEIVABLE");

        mapper.listed("account", RECEIVABLE, "Accounts Receivable", true)
                .later(LOOK)
                .later(LOOK);

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER);
    }

    @Test
    void listsThatAreReadAgainAndSayTheSameWakeNothing() {
        settledWithoutTheFeesAccount();
        mapper.later(LOOK).later(LOOK);
        var before = mapper.audit.size();

        companyWithout(FEES).later(LOOK).later(LOOK);

        assertThat(mapper.audit).hasSize(before);
    }

    @Test
    void whatIsPostedStaysAsItIsWhenTheCompanyClosesAnAccount() {
        companyWithout().mapping("item", "SKU-1", "Widget").flow();
        order();
        settled();
        var commands = mapper.commands.size();

        mapper.listed("account", RECEIVABLE, "Accounts Receivable", false)
                .later(LOOK)
                .later(LOOK)
                .flow();

        assertThat(mapper.commands).hasSize(commands);
        assertThat(mapper.openAlerts()).isEmpty();
    }
}
