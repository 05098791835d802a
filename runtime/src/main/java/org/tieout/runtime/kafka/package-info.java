/// Kafka and the schema registry, as every service uses them: settings, serdes, topics, placement, tables.
@org.jspecify.annotations.NullMarked
package org.tieout.runtime.kafka;
