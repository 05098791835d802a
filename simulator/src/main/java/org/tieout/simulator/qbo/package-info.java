/// A QuickBooks Online company that keeps its own double-entry books, behind the Accounting API v3 with its
/// refusals.
@NullMarked
package org.tieout.simulator.qbo;

import org.jspecify.annotations.NullMarked;
