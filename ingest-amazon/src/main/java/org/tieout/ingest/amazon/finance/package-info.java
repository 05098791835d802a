/// Amazon's own ledger: transactions, settlement summaries and balances.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.finance;
