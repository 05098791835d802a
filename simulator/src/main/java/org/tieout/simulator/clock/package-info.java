/// The simulator's two notions of time: protocol time for tokens and rate limits, world time for trade.
@NullMarked
package org.tieout.simulator.clock;

import org.jspecify.annotations.NullMarked;
