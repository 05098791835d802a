/// The functional core: pure functions on immutable types decide what is posted. No I/O, no clock, no Kafka.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting;
