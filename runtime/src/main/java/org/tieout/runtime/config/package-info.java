/// Connections and flows: read from files, kept in topics, seen live by services.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.config;
