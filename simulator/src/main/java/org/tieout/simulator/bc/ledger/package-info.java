/// The general, customer and bank ledgers of a Business Central company and the one function that posts to them.
/// Knows nothing of HTTP; the texts of its refusals are the vendor's.
@NullMarked
package org.tieout.simulator.bc.ledger;

import org.jspecify.annotations.NullMarked;
