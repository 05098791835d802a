/// `tieout settle`: parses, classifies, plans and ties out settlement files, offline.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.settle;
