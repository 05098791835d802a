package org.tieout.cli.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tieout.schemas.Target;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.amazon.Catalogue;
import org.tieout.simulator.amazon.CatalogueItem;
import org.tieout.simulator.amazon.SellerModel;
import org.tieout.simulator.amazon.SellerOptions;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.qbo.company.Company;

/// A simulated seller and a simulated company of their own, joined by a flow. Thread-safe.
public final class TradingPair implements Joined {

    private static final String HEADER = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n";

    private final String flow;
    private final Simulator simulator;
    private final List<String> mapping = new ArrayList<>();
    private final Map<String, String> options = new ConcurrentHashMap<>(Map.of("create-missing-items", "true"));
    private volatile String mode = "INVOICE";
    private volatile Target vendor = Target.QBO;

    private TradingPair(String flow, Simulator simulator) {
        this.flow = flow;
        this.simulator = simulator;
        Catalogue.items().stream()
                .map(CatalogueItem::sku)
                .forEach(sku -> mapping.add("item," + sku + ",,,," + sku + ",,,"));
    }

    /// Starts a small world: three closed settlements, the second negative, about thirty orders in each
    /// ordinary one.
    ///
    /// @param flow the flow's name, which no other test uses
    public static TradingPair start(String flow, long seed) {
        return start(flow, SellerOptions.demo(seed).withOrders(30, 20));
    }

    /// Starts that world.
    public static TradingPair start(String flow, SellerOptions seller) {
        return new TradingPair(
                flow,
                Simulator.start(SimulatorOptions.builder()
                        .seed(seller.seed())
                        .amazon(seller.withUsagePlanFactor(BigDecimal.valueOf(2_000)))
                        .build()));
    }

    @Override
    public String flow() {
        return flow;
    }

    @Override
    public String mode() {
        return mode;
    }

    @Override
    public Target vendor() {
        return vendor;
    }

    /// Has the flow post to Business Central.
    public TradingPair intoBusinessCentral() {
        vendor = Target.BC;
        return this;
    }

    /// Has the flow take revenue from the settlements.
    public TradingPair inSummaryMode() {
        mode = "SUMMARY";
        return this;
    }

    /// Gives the flow an option.
    public TradingPair with(String option, String value) {
        options.put(option, value);
        return this;
    }

    @Override
    public String options() {
        return options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option -> option.getKey() + ": \"" + option.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String sourceVendor() {
        return "amazon";
    }

    @Override
    public String source() {
        return "amazon-" + flow;
    }

    @Override
    public String target() {
        return "books-" + flow;
    }

    /// The vendors.
    public Simulator simulator() {
        return simulator;
    }

    /// What is true at Amazon.
    public SellerModel seller() {
        return simulator.amazon().seller();
    }

    /// The books in Business Central.
    public CentralBooks central() {
        return new CentralBooks(simulator.bc().company());
    }

    /// What is true in the books in QuickBooks Online.
    public Company company() {
        return simulator.qbo().company();
    }

    /// Adds a row to the mapping table; `apply` brings it in.
    public synchronized void map(String row) {
        mapping.add(row);
    }

    /// Takes the rows of a key out of the mapping table.
    public synchronized void unmap(String kind, String key) {
        mapping.removeIf(row -> row.startsWith(kind + "," + key + ","));
    }

    /// Whether a row of the mapping table has that key.
    public synchronized boolean hasMapped(String key) {
        return mapping.stream().anyMatch(row -> row.contains("," + key + ","));
    }

    @Override
    public synchronized String csv() {
        return HEADER + mapping.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    @Override
    public FaceDescription face(String name) {
        return simulator.describe().stream()
                .filter(face -> face.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
