/// OData v4 as Dataverse speaks it (sections 2, 3, 5, 6 and 7).
@NullMarked
package org.tieout.simulator.dataverse.odata;

import org.jspecify.annotations.NullMarked;
