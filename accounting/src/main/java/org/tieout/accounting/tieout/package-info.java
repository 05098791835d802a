/// The proof that a payout ties out to the orders behind it.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.tieout;
