/// What the QuickBooks Online API answers when it refuses: one factory per row of the vendor's error tables.
@NullMarked
package org.tieout.simulator.qbo.refusal;

import org.jspecify.annotations.NullMarked;
