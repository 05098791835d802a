package org.tieout.simulator.entra;

/// An app registration with its secret. Each is a principal of its own to the limits.
public record App(String clientId, String clientSecret) {}
