/// Taxes of sales and fees: effective-dated rules, exact splits, and the ledger of what marketplaces remit.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.tax;
