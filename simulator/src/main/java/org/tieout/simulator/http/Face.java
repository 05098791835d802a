package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// One vendor's API as the simulator's server sees it. A face is mounted below `/` + [#name]; the server wraps
/// it with
/// faults and the log of calls, so a face answers as if the network were perfect. Implementations are thread-safe:
/// requests
/// arrive concurrently.
public interface Face {
    /// The path prefix and the name in faults, calls and truth: `amazon`, `qbo`.
    String name();

    /// The operation a request means, for the log of calls (`createInvoice`, `getOrders`); `unknown` where it means
    /// none.
    String operation(Request request);

    /// Takes effect in the model and answers, refusing what the vendor refuses. Every business refusal is an
    /// answer; an
    /// exception is a defect of the simulator and becomes a 500 that says so.
    Response handle(Request request);

    /// The vendor's own body for a failure that a fault orders without a body (429, 500, 503).
    Response failure(int status);

    /// What is true in the model, for checkers in another process: `GET /control/truth/{name}`.
    JsonNode truth(Request request);

    /// Anything else under `/control/{name}/`, such as a human's edit. The path is seen below that prefix.
    Response control(Request request);

    /// World time has reached `now`, moved by the control endpoint or by the test; a paced clock moves without
    /// notice.
    default void worldAdvanced(Instant now) {}

    /// Where the face listens and the made-up credentials it accepts.
    FaceDescription describe();

    /// Ends what the face runs in the background; the server does not answer any more.
    default void close() {}
}
