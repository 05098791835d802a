/// The model: one company's master data and sales documents with the rules Business Central applies to them.
@NullMarked
package org.tieout.simulator.bc.company;

import org.jspecify.annotations.NullMarked;
