/// Microsoft Entra's token endpoint, client credentials only.
@NullMarked
package org.tieout.simulator.entra;

import org.jspecify.annotations.NullMarked;
