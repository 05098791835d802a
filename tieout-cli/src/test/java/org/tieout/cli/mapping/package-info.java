/// Tests of `tieout mapping` and of mapping files.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.mapping;
