/// `tieout up`, and the wiring of services that `demo`, `up` and child processes share.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.up;
