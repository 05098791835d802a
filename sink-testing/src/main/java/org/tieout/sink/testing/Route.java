package org.tieout.sink.testing;

/// From where to where a flow goes.
///
/// @param flow its name
/// @param source the connection that it comes from
/// @param target the connection that it goes to
public record Route(String flow, String source, String target) {}
