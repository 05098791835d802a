package org.tieout.accounting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MarketplaceTest {

    @Test
    void itIsFoundByItsIdOnly() {
        assertThat(Marketplace.byId("ATVPDKIKX0DER")).contains(Marketplace.US);
        assertThat(Marketplace.byId("A1VC38T7YXB528")).contains(Marketplace.JP);
        assertThat(Marketplace.byId("atvpdkikx0der")).isEmpty();
        assertThat(Marketplace.UK.id()).isEqualTo("A1F83G8C2ARO7P");
    }

    @Test
    void itIsFoundByItsNameHoweverWritten() {
        assertThat(Marketplace.byName(" AMAZON.co.uk ")).contains(Marketplace.UK);
        assertThat(Marketplace.byName("Amazon")).isEmpty();
        assertThat(Marketplace.UK.siteName()).isEqualTo("Amazon.co.uk");
    }

    @Test
    void aCurrencyNamesAMarketplaceOnlyIfNoOtherSettlesInIt() {
        assertThat(Marketplace.byCurrency("USD")).contains(Marketplace.US);
        assertThat(Marketplace.byCurrency("EUR")).isEmpty();
        assertThat(Marketplace.byCurrency("CHF")).isEmpty();
        assertThat(Marketplace.AU.currency()).isEqualTo("AUD");
    }

    @Test
    void itsDateIsItsOwn() {
        var instant = Instant.parse("2026-09-01T03:00:00Z");

        assertThat(Marketplace.US.dateOf(instant)).isEqualTo(LocalDate.of(2026, 8, 31));
        assertThat(Marketplace.JP.dateOf(instant)).isEqualTo(LocalDate.of(2026, 9, 1));
        assertThat(Marketplace.US.zone()).hasToString("America/Los_Angeles");
    }
}
