/// Dynamics 365 Sales as a stateful stand-in: Dataverse Web API v9.2. Source: our memo `dynamics-sales.md`, whose
/// sections the code names.
@NullMarked
package org.tieout.simulator.dataverse;

import org.jspecify.annotations.NullMarked;
