/// What the tests of every sink share; whatever a vendor's face or books are asked for stays with its sink.
@NullMarked
package org.tieout.sink.testing;

import org.jspecify.annotations.NullMarked;
