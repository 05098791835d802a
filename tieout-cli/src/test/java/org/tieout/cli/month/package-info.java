/// A seller's month with everything that commonly goes wrong in one, end to end.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.month;
