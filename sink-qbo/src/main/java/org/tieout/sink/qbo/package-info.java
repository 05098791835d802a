/// QuickBooks Online: renders canonical documents to the Accounting API v3, posts each once, reads them
/// back.
///
/// Facts quoted in this package are of Intuit's developer documentation, named by page and section.
@NullMarked
package org.tieout.sink.qbo;

import org.jspecify.annotations.NullMarked;
