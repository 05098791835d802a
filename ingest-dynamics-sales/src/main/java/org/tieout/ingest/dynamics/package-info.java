/// Reads Dynamics 365 Sales: the service, what it reads of a connection and in which order.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.dynamics;
