/// Tests of `tieout settle`.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.settle;
