package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;

/// The face as the whole simulator mounts it.
class AmazonInSimulatorTest {
    @Test
    void theDefaultWorldIsTheDemoUnderTheSimulatorsSeed() {
        try (Simulator simulator =
                Simulator.start(SimulatorOptions.builder().seed(7).build())) {
            SellerModel seller = simulator.amazon().seller();
            assertThat(seller.options()).isEqualTo(SellerOptions.demo(7));
            assertThat(seller.settlements()).hasSize(3);
            simulator.advanceWorld(Duration.ofDays(14));
            assertThat(seller.settlements()).hasSize(4);
            assertThat(simulator.describe())
                    .anyMatch(face ->
                            face.name().equals("amazon") && face.baseUrl().equals(simulator.address() + "/amazon"));
        }
    }

    @Test
    void aSellerInThreeMarketplacesSettlesInThreeCurrencies() {
        SellerOptions options = SellerOptions.demo(7).in(Marketplace.US, Marketplace.DE, Marketplace.AU);
        try (Simulator simulator = Simulator.start(
                SimulatorOptions.builder().seed(7).amazon(options).build())) {
            assertThat(simulator.amazon().seller().settlements())
                    .hasSize(9)
                    .extracting(Settlement::currency)
                    .contains("USD", "EUR", "AUD");
            assertThat(simulator.amazon().seller().settlements())
                    .extracting(Settlement::id)
                    .doesNotHaveDuplicates();
        }
    }
}
