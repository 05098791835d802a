/// Tests of the settlement parser.
@NullMarked
package org.tieout.ingest.amazon.settlement;

import org.jspecify.annotations.NullMarked;
