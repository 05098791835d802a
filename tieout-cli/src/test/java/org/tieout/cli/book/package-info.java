/// What a person reports of payouts, in the running system.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.book;
