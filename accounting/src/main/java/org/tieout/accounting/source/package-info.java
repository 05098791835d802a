/// What a source states: settlements, their lines, and orders, in the field's terms.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.source;
