/// Business Central: renders canonical documents to its API v2.0, posts each once, reads them back.
///
/// Facts quoted in this package are of the vendor memo on Business Central, named by section ("memo, 9").
@NullMarked
package org.tieout.sink.bc;

import org.jspecify.annotations.NullMarked;
