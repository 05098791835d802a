/// Asking the running system for something, and hearing its answer.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.request;
