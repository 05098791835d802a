/// `tieout apply`: configuration files become records of the config topics, all or nothing.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.apply;
