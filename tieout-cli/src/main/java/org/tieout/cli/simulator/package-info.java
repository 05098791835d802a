/// `tieout simulator`: the vendors alone, for any client.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.simulator;
