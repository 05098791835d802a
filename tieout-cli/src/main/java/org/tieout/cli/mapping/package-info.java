/// Mapping files, and `tieout mapping`: what is parked and what could free it, and whether a file is sound.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.mapping;
