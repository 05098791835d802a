/// What needs a person, and what to do next.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.alert;
