/// Orders, by last update.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.order;
