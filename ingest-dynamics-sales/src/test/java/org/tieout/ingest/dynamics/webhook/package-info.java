@org.jspecify.annotations.NullMarked
package org.tieout.ingest.dynamics.webhook;
