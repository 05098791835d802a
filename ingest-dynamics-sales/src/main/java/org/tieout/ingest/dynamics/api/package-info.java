/// What all calls to the Dataverse Web API share, and its change tracking.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.dynamics.api;
