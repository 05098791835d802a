/// Microsoft Entra's token endpoint, client credentials only.
@NullMarked
package org.tieout.simulator.bc.entra;

import org.jspecify.annotations.NullMarked;
