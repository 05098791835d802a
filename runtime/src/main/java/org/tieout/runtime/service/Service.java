package org.tieout.runtime.service;

/// One of the programs that make up the product. Runs alone against a real cluster, or beside the others in
/// one JVM.
public interface Service extends AutoCloseable {

    /// The service's name, for example `ingest-amazon`.
    String name();

    /// Starts it on threads of its own and returns at once; [#health] tells when it is up. Called once.
    void start();

    /// How it is now. Thread-safe, never blocks.
    Health health();

    /// Stops it: finishes or marks what is in flight, then lets go. Returns within seconds; a second call
    /// does nothing.
    @Override
    void close();
}
