/// The API's query language, exactly as far as the vendor documents it.
@NullMarked
package org.tieout.simulator.qbo.query;

import org.jspecify.annotations.NullMarked;
