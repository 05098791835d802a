/// Reads Amazon seller accounts and emits immutable records; decides nothing about accounting.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon;
