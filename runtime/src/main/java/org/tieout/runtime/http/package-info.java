/// Calls to vendors: one list of concerns, and an answer that the caller must read.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.http;
