/// The endpoint for Dataverse's webhooks, which are hints and no more.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.dynamics.webhook;
