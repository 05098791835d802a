/// Benchmarks of the command: each figure a ratio of two sides measured in one run on one machine.
@org.jspecify.annotations.NullMarked
package org.tieout.bench;
