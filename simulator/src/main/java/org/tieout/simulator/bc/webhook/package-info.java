/// Webhook subscriptions and the notifications sent to them (memo, section 10).
@NullMarked
package org.tieout.simulator.bc.webhook;

import org.jspecify.annotations.NullMarked;
