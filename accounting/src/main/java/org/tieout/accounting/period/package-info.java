/// What goes by a day: deferred transactions at month end, periods that are closed, the way of payouts.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.period;
