/// Durations as people write them, and how long to wait before trying again.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.schedule;
