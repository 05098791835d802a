/// The contract between services and with every reader: topics, declared once, and the Avro schemas of their
/// values.
@org.jspecify.annotations.NullMarked
package org.tieout.schemas;
