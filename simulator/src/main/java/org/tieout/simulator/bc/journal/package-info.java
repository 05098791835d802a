/// Journals and what is posted from them: batches, lines, customer payments, G/L entries, dimensions.
@NullMarked
package org.tieout.simulator.bc.journal;

import org.jspecify.annotations.NullMarked;
