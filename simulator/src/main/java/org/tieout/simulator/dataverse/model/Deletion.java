package org.tieout.simulator.dataverse.model;

/// A row that is gone.
///
/// @param version the row version at which it went
public record Deletion(Reference row, long version) {}
