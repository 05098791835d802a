/// Months: deferred transactions at month end, and periods that are closed.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.period;
