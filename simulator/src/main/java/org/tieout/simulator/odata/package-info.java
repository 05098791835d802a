/// What Business Central and Dataverse read and answer alike because both are OData services. What they do
/// differently stays with their faces.
@NullMarked
package org.tieout.simulator.odata;

import org.jspecify.annotations.NullMarked;
