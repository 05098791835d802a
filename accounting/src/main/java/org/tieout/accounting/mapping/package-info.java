/// The mapping table that the accountant owns.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.mapping;
