/// Exact amounts of money.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.money;
