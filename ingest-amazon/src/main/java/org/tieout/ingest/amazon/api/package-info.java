/// What all calls to the Selling Partner API share.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.api;
