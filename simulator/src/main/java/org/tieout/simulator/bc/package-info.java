/// Business Central as a stateful stand-in: the API v2.0 over HTTP, a company with a real ledger behind it.
@NullMarked
package org.tieout.simulator.bc;

import org.jspecify.annotations.NullMarked;
