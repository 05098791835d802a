/// What the company stores, so kept that a request which fails, or a batch that is rolled back, leaves no trace.
@NullMarked
package org.tieout.simulator.bc.state;

import org.jspecify.annotations.NullMarked;
