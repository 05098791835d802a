/// The company's general ledger: balanced entries by document, balances by account.
@NullMarked
package org.tieout.simulator.qbo.ledger;

import org.jspecify.annotations.NullMarked;
