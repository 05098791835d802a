/// Tests.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.secret;
