/// The vendor's authorization server, as far as a connected app meets it.
@NullMarked
package org.tieout.simulator.qbo.oauth;

import org.jspecify.annotations.NullMarked;
