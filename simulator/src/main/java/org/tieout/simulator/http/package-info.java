/// What every face of the simulator shares: requests and responses, routing, faults, the log of calls, rate limits.
/// Nothing here knows a vendor.
@NullMarked
package org.tieout.simulator.http;

import org.jspecify.annotations.NullMarked;
