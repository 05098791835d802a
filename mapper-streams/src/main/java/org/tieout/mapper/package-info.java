/// Collects, resolves, parks, plans and commands: the Kafka Streams application between sources and sinks. Calls no
/// HTTP.
@org.jspecify.annotations.NullMarked
package org.tieout.mapper;
