/// The `tieout` command: everything in one JVM, the offline mode, and the windows into a running system.
@org.jspecify.annotations.NullMarked
package org.tieout.cli;
