@NullMarked
package org.tieout.platform;

import org.jspecify.annotations.NullMarked;
