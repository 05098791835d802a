/// Mapper throughput, as a ratio to a topology that only copies.
@org.jspecify.annotations.NullMarked
package org.tieout.bench.mapper;
