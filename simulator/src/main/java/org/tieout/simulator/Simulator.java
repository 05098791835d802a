package org.tieout.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.amazon.AmazonFace;
import org.tieout.simulator.bc.BcFace;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.dataverse.DataverseFace;
import org.tieout.simulator.http.CallLog;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.FaceFactory;
import org.tieout.simulator.http.FaceServer;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.http.Faults;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.qbo.QboFace;

/// All vendors behind one HTTP server on 127.0.0.1, each below its own path prefix. The models can be asked for the
/// truth
/// and edited as a human would, in this JVM through the faces and from another process through `/control`.
///
/// ```java
/// try (var simulator = Simulator.start(SimulatorOptions.builder().seed(7).build())) {
///     simulator.fault(Fault.on("qbo").method("POST").path("/batch$").afterCommit(new Fault.Drop()));
///     …
/// }
/// ```
/// Thread-safe.
public final class Simulator implements AutoCloseable {
    private final SimulatorClock clock;
    private final Faults faults = new Faults();
    private final CallLog calls = new CallLog();
    private final List<Face> faces = new ArrayList<>();
    private final FaceServer server;

    private Simulator(SimulatorOptions options, List<FaceFactory> factories) {
        clock = new SimulatorClock(options.worldStart(), options.pace());
        server = new FaceServer(options.port(), clock, faults, calls);
        Kernel kernel = new Kernel(options.seed(), clock, URI.create("http://127.0.0.1:" + server.port()));
        for (FaceFactory factory : factories) {
            Face face = factory.create(kernel);
            faces.add(face);
            server.mount(face);
        }
    }

    /// Starts the server with every face there is.
    ///
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    public static Simulator start(SimulatorOptions options) {
        return start(
                options,
                List.of(
                        kernel -> new AmazonFace(kernel, options.amazon()),
                        kernel -> new QboFace(kernel, options.qbo()),
                        kernel -> new BcFace(kernel, options.bc()),
                        kernel -> new DataverseFace(kernel, options.dataverse())));
    }

    /// Starts the server with these faces only.
    public static Simulator start(SimulatorOptions options, List<FaceFactory> factories) {
        Simulator simulator = new Simulator(options, factories);
        simulator.server.start();
        return simulator;
    }

    /// `http://127.0.0.1:port`, without a trailing slash.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// The Amazon face.
    public AmazonFace amazon() {
        return face(AmazonFace.class);
    }

    /// The QuickBooks Online face.
    public QboFace qbo() {
        return face(QboFace.class);
    }

    /// The Business Central face.
    public BcFace bc() {
        return face(BcFace.class);
    }

    /// The Dynamics 365 Sales face.
    public DataverseFace dataverse() {
        return face(DataverseFace.class);
    }

    /// The face of this type.
    ///
    /// @throws IllegalArgumentException if it was not mounted
    public <F extends Face> F face(Class<F> type) {
        return faces.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no face " + type.getSimpleName() + " is mounted"));
    }

    /// Arms a fault.
    public void fault(Fault fault) {
        faults.arm(fault);
    }

    /// The armed faults.
    public Faults faults() {
        return faults;
    }

    /// What was called so far.
    public CallLog calls() {
        return calls;
    }

    /// Both clocks; to move trade forward use [#advanceWorld], which tells the faces.
    public SimulatorClock clock() {
        return clock;
    }

    /// Moves trade forward at once.
    public void advanceWorld(Duration by) {
        clock.advanceWorld(by);
        faces.forEach(face -> face.worldAdvanced(clock.worldNow()));
    }

    /// Addresses and made-up credentials of every face.
    public List<FaceDescription> describe() {
        return faces.stream().map(Face::describe).toList();
    }

    /// Stops the server; stalled requests are let go.
    @Override
    public void close() {
        server.close();
        faces.forEach(Face::close);
    }
}
