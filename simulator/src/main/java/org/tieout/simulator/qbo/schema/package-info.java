/// The vendor's entities as declarations: which properties exist, their types, lengths and whether a client
/// may write
/// them. The binder knows only these declarations.
@NullMarked
package org.tieout.simulator.qbo.schema;

import org.jspecify.annotations.NullMarked;
