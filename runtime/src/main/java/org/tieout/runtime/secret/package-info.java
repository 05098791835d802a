/// Secrets that never print, and the store that keeps them encrypted.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.secret;
