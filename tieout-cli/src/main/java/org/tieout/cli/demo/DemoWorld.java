package org.tieout.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.ExitCode;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.amazon.AmazonFace;
import org.tieout.simulator.amazon.SellerModel;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.bc.BcFace;
import org.tieout.simulator.bc.BcOptions;
import org.tieout.simulator.bc.sales.SalesDocument;
import org.tieout.simulator.dataverse.DataverseFace;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.qbo.QboFace;
import org.tieout.simulator.qbo.QboOptions;
import org.tieout.simulator.qbo.company.Company;
import org.tieout.simulator.state.Entity;

/// The simulated vendors of a demo, on a data directory that a later demo can take up again.
///
/// The seller follows from the seed and the world's time, so `simulator/world.json` keeps just these; the companies'
/// books are recorded ([RecordedFace]). The new time is written before the world moves: after a kill the world may
/// be further than its clients saw, never behind. Thread-safe.
final class DemoWorld implements AutoCloseable {

    /// Amazon gives growing sellers larger usage plans and announces them in `x-amzn-RateLimit-Limit`; with the
    /// default plan a month of simulated trade would take real hours to read.
    private static final BigDecimal USAGE_PLAN_FACTOR = BigDecimal.valueOf(2_000);

    private static final JsonMapper JSON = new JsonMapper();
    private static final long DEFAULT_SEED = 1;

    /// By then each deal has come to its end.
    private static final Duration CLOSING = Duration.ofDays(2);

    /// How long the CRM waits for whoever it calls; nobody asked it to.
    private static final long CALL_MILLIS = 1_000;

    private final Path file;
    private final long seed;
    private final Simulator simulator;
    private final RecordedFace<QboFace> books;
    private final RecordedFace<BcFace> central;
    private final RecordedFace<DataverseFace> crm;

    private record State(long seed, Instant worldTime) {}

    private DemoWorld(
            Path file,
            long seed,
            Simulator simulator,
            RecordedFace<QboFace> books,
            RecordedFace<BcFace> central,
            RecordedFace<DataverseFace> crm) {
        this.file = file;
        this.seed = seed;
        this.simulator = simulator;
        this.books = books;
        this.central = central;
        this.crm = crm;
    }

    /// Takes up the world of that directory, or makes a new one of that seed.
    ///
    /// @param seed the world wanted; null takes whatever is there, and 1 where nothing is
    /// @throws CliException if the directory holds another world, or no demo
    static DemoWorld open(DataDirectory data, @Nullable Long seed) {
        var directory = data.root().resolve("simulator");
        var file = directory.resolve("world.json");
        var kept = read(file);
        if (kept.isEmpty() && Files.exists(data.root().resolve("kafka"))) {
            throw CliException.unusable(
                    data.root() + " holds a system that is no demo.", "Name another directory with --data DIR.");
        }
        if (kept.isPresent() && seed != null && kept.get().seed() != seed) {
            throw CliException.unusable(
                    data.root() + " holds the world of seed " + kept.get().seed() + ", not " + seed + ".",
                    "Leave --seed out to go on with it, or name another directory with --data DIR.");
        }
        var state = kept.orElseGet(() -> fresh(seed == null ? DEFAULT_SEED : seed));
        try {
            Files.createDirectories(directory);
            write(file, state);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return start(file, directory, state);
    }

    private static State fresh(long seed) {
        return new State(seed, SellerOptions.demo(seed).opensAt());
    }

    private static DemoWorld start(Path file, Path directory, State state) {
        var seller = SellerOptions.demo(state.seed()).withUsagePlanFactor(USAGE_PLAN_FACTOR);
        var options = SimulatorOptions.builder()
                .seed(state.seed())
                .worldStart(state.worldTime())
                .amazon(seller)
                .build();
        var books = new AtomicReference<@Nullable RecordedFace<QboFace>>();
        var central = new AtomicReference<@Nullable RecordedFace<BcFace>>();
        var crm = new AtomicReference<@Nullable RecordedFace<DataverseFace>>();
        var simulator = Simulator.start(
                options,
                List.of(
                        kernel -> new AmazonFace(kernel, seller),
                        kernel -> kept(
                                books,
                                RecordedFace.open(
                                        kernel,
                                        made -> new QboFace(made, QboOptions.defaults()),
                                        directory.resolve("books.jsonl"))),
                        kernel -> kept(
                                central,
                                RecordedFace.open(
                                        kernel,
                                        made -> new BcFace(made, BcOptions.defaults()),
                                        directory.resolve("central.jsonl"))),
                        kernel -> kept(
                                crm,
                                RecordedFace.open(
                                        kernel,
                                        made -> new DataverseFace(
                                                made,
                                                DataverseOptions.defaults().withWebhooks(false, CALL_MILLIS)),
                                        directory.resolve("crm.jsonl")))));
        return new DemoWorld(file, state.seed(), simulator, of(books), of(central), of(crm));
    }

    private static <F extends Face> RecordedFace<F> kept(
            AtomicReference<@Nullable RecordedFace<F>> here, RecordedFace<F> opened) {
        here.set(opened);
        return opened;
    }

    private static <F extends Face> RecordedFace<F> of(AtomicReference<@Nullable RecordedFace<F>> opened) {
        var face = opened.get();
        if (face == null) {
            throw new IllegalStateException("the simulator mounted no books");
        }
        return face;
    }

    /// Which world it is.
    long seed() {
        return seed;
    }

    /// Address and made-up credentials of a vendor.
    FaceDescription face(String name) {
        return simulator.describe().stream()
                .filter(face -> face.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The seller, for the truth.
    SellerModel seller() {
        return simulator.amazon().seller();
    }

    /// The company in QuickBooks Online, for the truth.
    Company company() {
        return books.face().company();
    }

    /// What the company in Business Central holds by account number, for the truth.
    Map<String, LedgerProof.Balance> centralBalances() {
        var company = central.face().company();
        return company.atomically(() -> company.books().table("accounts").all().stream()
                .collect(Collectors.toMap(
                        account -> account.text("number"),
                        account -> new LedgerProof.Balance(
                                account.text("number") + " " + account.text("displayName"),
                                company.books().ledger().balance(account.text("number"))))));
    }

    /// Has the salespeople close their deals.
    void closeDeals() {
        act(crm, "pass", JSON.createObjectNode().put("duration", CLOSING.toString()));
    }

    /// The deals, for the truth.
    DealProof deals() {
        var truth = crm.truth(new Request("GET", "/", "", new Headers(Map.of()), new byte[0]));
        return DealProof.of(truth, invoices());
    }

    private Map<String, List<DealProof.Invoice>> invoices() {
        return central.face().human().documents().stream()
                .filter(document -> document.set().equals("salesInvoices") && document.posted())
                .collect(Collectors.groupingBy(
                        SalesDocument::externalDocumentNumber,
                        Collectors.mapping(
                                invoice -> new DealProof.Invoice(
                                        invoice.number(),
                                        invoice.total(),
                                        invoice.remaining().orElse(BigDecimal.ZERO)),
                                Collectors.toList())));
    }

    /// Has the accountant give a customer the company's tax area.
    ///
    /// @return false when it has one
    boolean givesTaxArea(String customer) {
        var company = central.face().company();
        var without = company.atomically(() -> company.books().table("customers").all().stream()
                .filter(each -> each.text("number").equals(customer))
                .filter(each -> each.reference("taxAreaId").isEmpty())
                .map(Entity::id)
                .map(UUID::toString)
                .findFirst());
        String area = company.atomically(() -> company.books().table("taxAreas").all().stream()
                .map(Entity::id)
                .map(UUID::toString)
                .findFirst()
                .orElseThrow());
        without.ifPresent(id -> act(
                central,
                "edit",
                JSON.createObjectNode()
                        .put("set", "customers")
                        .put("id", id)
                        .set(
                                "changes",
                                JSON.createObjectNode().put("taxLiable", true).put("taxAreaId", area))));
        return without.isPresent();
    }

    /// Has the customer of an invoice pay it.
    void pays(DealProof.Invoice invoice) {
        act(
                central,
                "receive-payment",
                JSON.createObjectNode()
                        .put("invoice", invoice.number())
                        .put("amount", invoice.open().toPlainString())
                        .put("date", simulator.clock().worldNow().toString().substring(0, 10))
                        .put("account", "1145"));
    }

    private static void act(Face face, String act, JsonNode body) {
        var answer = face.control(new Request(
                "POST", "/" + act, "", new Headers(Map.of()), body.toString().getBytes(StandardCharsets.UTF_8)));
        if (answer.status() >= 300) {
            throw new IllegalStateException(face.name() + " does not " + act + ": " + answer.status());
        }
    }

    /// Lets trade go on.
    void advance(Duration by) {
        try {
            write(file, new State(seed, simulator.clock().worldNow().plus(by)));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        simulator.advanceWorld(by);
    }

    private static Optional<State> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var json = JSON.readTree(Files.readString(file));
            return Optional.of(new State(
                    json.required("seed").asLong(),
                    Instant.parse(json.required("worldTime").asText())));
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "The demo's world " + file + " cannot be read: " + e.getMessage(),
                    "Start a fresh demo on another directory with --data DIR.",
                    e);
        }
    }

    private static void write(Path file, State state) throws IOException {
        var draft = file.resolveSibling("world.draft");
        var json = JSON.createObjectNode()
                .put("seed", state.seed())
                .put("worldTime", state.worldTime().toString());
        Files.writeString(draft, json + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static CliException unwritable(Path file, IOException e) {
        return new CliException(
                ExitCode.UNUSABLE,
                file + " cannot be written: " + e.getMessage(),
                "Name a directory you can write to with --data DIR.",
                e);
    }

    @Override
    public void close() {
        try {
            simulator.close();
        } finally {
            books.close();
            central.close();
            crm.close();
        }
    }
}
