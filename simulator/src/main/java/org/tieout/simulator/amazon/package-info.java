/// Amazon as the simulator plays it: a seeded seller whose orders, shipments, refunds, fees and reserves all follow
/// from
/// each other, the settlement files Amazon would write about them, and the Selling Partner API in front of both.
@NullMarked
package org.tieout.simulator.amazon;

import org.jspecify.annotations.NullMarked;
