package org.tieout.simulator;

import java.time.Instant;
import java.util.Optional;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.bc.BcOptions;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.qbo.QboOptions;

/// How a simulator is set up. Every part has a default; `SimulatorOptions.builder().seed(7).build()` is complete.
///
/// @param seed drives data, shuffles and made-up ids; the same seed replays the same run
/// @param port the port on 127.0.0.1, 0 for a free one
/// @param worldStart where world time begins; by default where the seller's preset opens
/// @param pace world seconds per real second; 0 means that only advancing moves the world
/// @param amazon the seller behind the Amazon face; by default the demo preset under the same seed
/// @param qbo the QuickBooks Online face
/// @param bc the Business Central face
/// @param dataverse the Dynamics 365 Sales face
public record SimulatorOptions(
        long seed,
        int port,
        Instant worldStart,
        long pace,
        SellerOptions amazon,
        QboOptions qbo,
        BcOptions bc,
        DataverseOptions dataverse) {
    /// The defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// Collects the options; each setter returns the builder. Not thread-safe.
    public static final class Builder {
        private long seed = 1;
        private int port;
        private Optional<Instant> worldStart = Optional.empty();
        private long pace;
        private Optional<SellerOptions> amazon = Optional.empty();
        private QboOptions qbo = QboOptions.defaults();
        private BcOptions bc = BcOptions.defaults();
        private DataverseOptions dataverse = DataverseOptions.defaults();

        private Builder() {}

        /// Another world.
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /// A fixed port instead of a free one.
        public Builder port(int value) {
            port = value;
            return this;
        }

        /// Another beginning of trade.
        public Builder worldStart(Instant value) {
            worldStart = Optional.of(value);
            return this;
        }

        /// Lets trade run by itself.
        public Builder pace(long worldSecondsPerSecond) {
            pace = worldSecondsPerSecond;
            return this;
        }

        /// Another seller.
        public Builder amazon(SellerOptions value) {
            amazon = Optional.of(value);
            return this;
        }

        /// The QuickBooks Online face's realms and switches.
        public Builder qbo(QboOptions value) {
            qbo = value;
            return this;
        }

        /// The Business Central face's pages, limits and switches.
        public Builder bc(BcOptions value) {
            bc = value;
            return this;
        }

        /// The Dynamics 365 Sales face's organisation, pages, limits and switches.
        public Builder dataverse(DataverseOptions value) {
            dataverse = value;
            return this;
        }

        /// The options.
        public SimulatorOptions build() {
            SellerOptions seller = amazon.orElseGet(() -> SellerOptions.demo(seed));
            return new SimulatorOptions(
                    seed, port, worldStart.orElse(seller.opensAt()), pace, seller, qbo, bc, dataverse);
        }
    }
}
