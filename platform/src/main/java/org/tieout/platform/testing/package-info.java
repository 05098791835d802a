/// One real broker and one real registry per test JVM, for the tests of every module.
@NullMarked
package org.tieout.platform.testing;

import org.jspecify.annotations.NullMarked;
