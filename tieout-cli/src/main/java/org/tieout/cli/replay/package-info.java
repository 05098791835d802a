/// Plans again what is posted, shows what differs, and has it corrected.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.replay;
