/// Rows of Dataverse read into records: pure functions, which take by name what counts.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.dynamics.record;
