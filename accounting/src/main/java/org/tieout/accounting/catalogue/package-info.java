/// Posting categories and the classification of settlement rows.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.catalogue;
