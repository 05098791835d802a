/// The points the vendor's documentation leaves open, each with a switch.
@NullMarked
package org.tieout.simulator.bc.state;

import org.jspecify.annotations.NullMarked;
