/// `tieout demo`: a seeded month of trade through the whole system, ending with a tie-out table.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.demo;
