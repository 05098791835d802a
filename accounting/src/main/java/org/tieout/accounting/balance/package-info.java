/// What Amazon holds: reserves, debts and payouts from one settlement to the next, and Amazon's own
/// totals beside ours.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.balance;
