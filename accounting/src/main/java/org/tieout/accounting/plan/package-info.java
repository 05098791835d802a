/// Plans: what an order or a settlement comes to, as documents.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.plan;
