/// `tieout import`: a settlement file fed in by hand.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.importing;
