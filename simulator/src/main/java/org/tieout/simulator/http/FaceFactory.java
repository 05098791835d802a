package org.tieout.simulator.http;

/// Builds a face once the server's address is known.
@FunctionalInterface
public interface FaceFactory {
    /// The face for this kernel.
    Face create(Kernel kernel);
}
