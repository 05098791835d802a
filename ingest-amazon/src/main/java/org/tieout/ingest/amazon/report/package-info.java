/// Settlement reports: found, downloaded, emitted once.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.report;
