/// What all entity sets share: declared properties, binding, query options, paging, ETags, error bodies, routing.
@NullMarked
package org.tieout.simulator.bc.odata;

import org.jspecify.annotations.NullMarked;
