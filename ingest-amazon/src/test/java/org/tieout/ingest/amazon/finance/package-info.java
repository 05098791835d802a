/// Tests against the simulator and a real broker.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.finance;
