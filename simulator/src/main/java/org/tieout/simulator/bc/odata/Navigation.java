package org.tieout.simulator.bc.odata;

/// A declared navigation: from a document to its lines, or from a record to the one it names.
///
/// @param set the entity set it leads to
/// @param many whether it leads to the parts of a record, or to at most one other record
/// @param via the property that holds the other record's id, where it leads to one
public record Navigation(String name, String set, boolean many, String via) {}
