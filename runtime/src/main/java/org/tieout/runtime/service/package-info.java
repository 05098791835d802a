/// What a service is, what it is given, and how its health is seen.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.service;
