/// Canonical, balanced, target-neutral documents.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.document;
