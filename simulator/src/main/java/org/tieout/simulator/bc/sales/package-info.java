/// Sales invoices, orders and credit memos with their lines: fields, amounts, posting and correction.
@NullMarked
package org.tieout.simulator.bc.sales;

import org.jspecify.annotations.NullMarked;
