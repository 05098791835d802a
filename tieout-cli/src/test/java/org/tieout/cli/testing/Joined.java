package org.tieout.cli.testing;

import org.tieout.schemas.Target;
import org.tieout.simulator.http.FaceDescription;

/// A simulated source and a simulated company, joined by a flow of their own. Thread-safe.
public sealed interface Joined extends AutoCloseable permits TradingPair, DealPair {

    /// The flow's name, which no other test uses.
    String flow();

    /// The vendor of the source connection: `amazon` or `dynamics-sales`.
    String sourceVendor();

    /// The source connection's name.
    String source();

    /// The target connection's name.
    String target();

    /// The product that the flow posts to.
    Target vendor();

    /// Where the flow takes revenue from.
    String mode();

    /// The flow's options, as a configuration file writes them.
    String options();

    /// The mapping table.
    String csv();

    /// A vendor's address and made-up credentials.
    FaceDescription face(String name);

    @Override
    void close();
}
