/// What a company or an organisation stores, so kept that a request which fails, or a batch that is rolled back,
/// leaves no trace.
@NullMarked
package org.tieout.simulator.state;

import org.jspecify.annotations.NullMarked;
