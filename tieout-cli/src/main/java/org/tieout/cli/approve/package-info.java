/// Shows what waits for a person's yes, and says it: drafts to be posted, and changes of deals to be taken.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.approve;
