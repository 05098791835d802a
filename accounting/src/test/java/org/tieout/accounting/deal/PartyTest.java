package org.tieout.accounting.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tieout.accounting.deal.DealPolicy.CustomerNumbers;

class PartyTest {

    private static final String ID = "0d000000-0000-4000-8000-000000000004";
    private static final LocalDate DAY = LocalDate.of(2026, 10, 2);

    private static Party account(@Nullable String number, @Nullable String country) {
        return new Party(
                Party.ACCOUNT,
                ID,
                3,
                Optional.ofNullable(number),
                Optional.ofNullable(country),
                new TreeMap<>(java.util.Map.of("name", "Contoso")),
                DAY);
    }

    private static String number(Party party, CustomerNumbers numbers, String taken) {
        return switch (party.plan(numbers, taken::equals, Deals.mappings(), DAY)) {
            case Party.Plan.Ready(var customer) -> customer.number();
            case Party.Plan.Missing(var keys) -> keys.toString();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "a-100, ACCOUNT_NUMBER, -, A-100",
        "a-100, DERIVED, -, CRM-",
        "a-100, ACCOUNT_NUMBER, A-100, CRM-",
        "a-number-of-21-digits, ACCOUNT_NUMBER, -, CRM-",
        ", ACCOUNT_NUMBER, -, CRM-"
    })
    void aCustomerHasTheAccountsNumberOrOneThatNobodyElseHas(
            @Nullable String own, CustomerNumbers numbers, String taken, String expected) {
        assertThat(number(account(own, null), numbers, taken))
                .startsWith(expected)
                .hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void aDerivedNumberIsTheSameEveryTime() {
        assertThat(number(account(null, null), CustomerNumbers.DERIVED, "-"))
                .matches("CRM-[0-9A-F]{16}")
                .isEqualTo(number(account("x", null), CustomerNumbers.DERIVED, "-"));
    }

    @Test
    void aMappedCustomerKeepsTheNumberThatThePersonNamed() {
        var mappings = Deals.mappings("kind,key,value\ncustomer,0d000000000040008000000000000004,C-77\n");

        assertThat(account("a-100", "DE").plan(CustomerNumbers.ACCOUNT_NUMBER, n -> false, mappings, DAY))
                .isEqualTo(new Party.Plan.Ready(new Party.Customer("C-77", true, Optional.of("DE"))));
    }

    @Test
    void aCountryIsACodeOrMappedToOneOrMissing() {
        var mappings = Deals.mappings("kind,key,value\ncountry,Deutschland,DE\n");

        assertThat(account(null, " deutschland ").plan(CustomerNumbers.DERIVED, n -> false, mappings, DAY))
                .isInstanceOfSatisfying(
                        Party.Plan.Ready.class,
                        ready -> assertThat(ready.customer().country()).contains("DE"));
        assertThat(number(account(null, "Germany"), CustomerNumbers.DERIVED, "-"))
                .isEqualTo("[country:Germany]");
    }
}
