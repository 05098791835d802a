/// The transactional ingest loop: records and the watermark they stand for, in one transaction.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.ingest;
