/// Webhooks: registration, payload, delivery and its losses (section 11).
@NullMarked
package org.tieout.simulator.dataverse.webhook;

import org.jspecify.annotations.NullMarked;
