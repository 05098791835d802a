/// `tieout retry`: has refused postings tried again.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.retry;
