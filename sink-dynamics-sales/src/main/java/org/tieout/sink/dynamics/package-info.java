/// Dynamics 365 Sales: shows on the record that a deal was sold from what became of it in the ledger.
///
/// Facts quoted in this package are of the vendor memo on Dynamics 365 Sales, named by section ("memo, 9").
@NullMarked
package org.tieout.sink.dynamics;

import org.jspecify.annotations.NullMarked;
