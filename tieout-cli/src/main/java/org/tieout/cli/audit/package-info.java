/// `tieout audit`: the whole story of one record.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.audit;
