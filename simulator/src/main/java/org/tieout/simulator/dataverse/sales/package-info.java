/// The sales application: its tables, prices, states and messages (sections 8 and 9).
@NullMarked
package org.tieout.simulator.dataverse.sales;

import org.jspecify.annotations.NullMarked;
