/// Amazon's settlement flat files, V2 and V1, read as a stream of exact amounts.
///
/// [org.tieout.ingest.amazon.settlement.SettlementFile] is the entrance. The package reads bytes and knows the two
/// formats; what an amount means is decided in `accounting`.
@NullMarked
package org.tieout.ingest.amazon.settlement;

import org.jspecify.annotations.NullMarked;
