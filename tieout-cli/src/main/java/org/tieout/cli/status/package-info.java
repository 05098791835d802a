/// `tieout status`: where everything stands, and what needs a person.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.status;
