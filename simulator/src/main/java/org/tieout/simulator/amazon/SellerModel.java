package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tieout.simulator.amazon.OrderPlan.Extras;
import org.tieout.simulator.amazon.OrderPlan.Shipping;

/// The seller: everything that has happened up to the world's time, and the hooks with which a test makes the world
/// worse. Two models with the same options, edits and world time are equal in every byte they show. Thread-safe.
public final class SellerModel {
    /// The Orders API shows a change this long after it happened, so an order added now has already aged by it.
    private static final Duration VISIBLE_AFTER = Duration.ofMinutes(3);

    private final SellerOptions options;
    private final InstantSource world;
    private final OrderGenerator generator;
    private final SettlementCloser closer;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<Marketplace, Map<UntidyCase, String>> untidy = new EnumMap<>(Marketplace.class);
    private final Map<Marketplace, Integer> periodsPlanned = new EnumMap<>(Marketplace.class);
    private final Map<Marketplace, List<ClosedPeriod>> closed = new EnumMap<>(Marketplace.class);
    private final Map<Marketplace, List<SettlementRow>> unplanned = new EnumMap<>(Marketplace.class);
    private final List<SettlementReport> reports = new ArrayList<>();
    /// What the ledger holds for orders whose order was altered afterwards.
    private final Map<String, List<Posting>> alteredPostings = new LinkedHashMap<>();

    private final Map<String, SettlementStyle> styles = new LinkedHashMap<>();
    private final Concealment concealment = new Concealment();
    private int added;

    /// A seller whose world follows `world`.
    public SellerModel(SellerOptions options, InstantSource world) {
        this.options = options;
        this.world = world;
        this.generator = new OrderGenerator(options);
        this.closer = new SettlementCloser(options);
        for (Marketplace marketplace : options.marketplaces()) {
            untidy.put(marketplace, new EnumMap<>(UntidyCase.class));
            periodsPlanned.put(marketplace, 0);
            closed.put(marketplace, new ArrayList<>());
            unplanned.put(marketplace, new ArrayList<>());
        }
    }

    /// The seller's options.
    public SellerOptions options() {
        return options;
    }

    /// The world's time as this seller sees it.
    public Instant now() {
        return world.instant();
    }

    /// Every order placed so far as it stands now, oldest first.
    public synchronized List<OrderView> orders() {
        return orders(now());
    }

    /// Every order placed by `time` as it stood then, oldest first.
    public synchronized List<OrderView> orders(Instant time) {
        catchUp();
        return orders.values().stream()
                .flatMap(order -> order.at(time).stream())
                .sorted(Comparator.comparing((OrderView view) -> view.order().created())
                        .thenComparing(view -> view.order().id()))
                .toList();
    }

    /// The orders of [#orders(Instant)] that Amazon's list shows.
    synchronized List<OrderView> listedOrders(Instant time) {
        return orders(time).stream()
                .filter(view -> !concealment.isHidden(view.order().id()))
                .toList();
    }

    /// One order as it stands now.
    public synchronized Optional<OrderView> order(String orderId) {
        catchUp();
        return Optional.ofNullable(orders.get(orderId)).flatMap(order -> order.at(now()));
    }

    /// The order that is untidy in this way, in the first marketplace.
    public synchronized String untidy(UntidyCase each) {
        return untidy(options.marketplaces().getFirst(), each);
    }

    /// The order of a marketplace that is untidy in this way.
    public synchronized String untidy(Marketplace marketplace, UntidyCase each) {
        catchUp();
        return Optional.ofNullable(untidy.getOrDefault(marketplace, Map.of()).get(each))
                .orElseThrow(() -> new IllegalStateException(each + " has not happened in " + marketplace));
    }

    /// All untidy orders of a marketplace so far.
    public synchronized Map<UntidyCase, String> untidyOrders(Marketplace marketplace) {
        catchUp();
        Map<UntidyCase, String> orderIds = new EnumMap<>(UntidyCase.class);
        orderIds.putAll(untidy.getOrDefault(marketplace, Map.of()));
        return orderIds;
    }

    /// The settlements whose reports exist by now, by marketplace and then oldest first.
    public synchronized List<Settlement> settlements() {
        catchUp();
        return closed.values().stream()
                .flatMap(List::stream)
                .map(ClosedPeriod::settlement)
                .toList();
    }

    /// What Amazon's ledger holds by now, closed periods and the one under way, by marketplace.
    synchronized List<Ledger> ledgers() {
        catchUp();
        return options.marketplaces().stream().map(this::ledger).toList();
    }

    private Ledger ledger(Marketplace marketplace) {
        List<ClosedPeriod> periods = new ArrayList<>(periodsOf(marketplace));
        int published = periods.size();
        while (!Period.of(marketplace, periods.size()).start().isAfter(now())) {
            periods.add(close(Period.of(marketplace, periods.size()), periods));
        }
        List<Posting> deferred = postingsOf(marketplace)
                .filter(posting -> posting.deferral().isPresent())
                .toList();
        return new Ledger(options.seed(), marketplace, periods, published, deferred);
    }

    /// One settlement; the latest state where it was altered.
    public synchronized Optional<Settlement> settlement(String settlementId) {
        return settlements().stream()
                .filter(settlement -> settlement.id().equals(settlementId))
                .findFirst();
    }

    /// The reports about settlements, oldest first. A reissued settlement has two.
    public synchronized List<SettlementReport> reports() {
        catchUp();
        return reports.stream()
                .filter(report -> !concealment.isWithheld(report.settlementId()))
                .sorted(Comparator.comparing(SettlementReport::createdAt).thenComparing(SettlementReport::reportId))
                .toList();
    }

    /// A settlement's document as it would be fetched now, uncompressed.
    public synchronized Optional<byte[]> document(String documentId) {
        return reports().stream()
                .filter(report -> report.documentId().equals(documentId))
                .findFirst()
                .flatMap(report -> settlement(report.settlementId()))
                .map(settlement ->
                        SettlementFile.render(settlement, styleOf(settlement), concealment.brokenCells(documentId)));
    }

    /// Writes a settlement's document in another style.
    public synchronized void style(String settlementId, SettlementStyle style) {
        styles.put(settlementId, style);
    }

    private SettlementStyle styleOf(Settlement settlement) {
        return styles.getOrDefault(settlement.id(), SettlementStyle.usual(settlement.period()));
    }

    /// Adds an order of one line that shipped a moment ago, at the SKU's price or, for a SKU the catalogue does not
    /// hold,
    /// at 19.99. Its rows fall into the settlement that is open now. Answers the order id.
    public synchronized String addShippedOrder(Marketplace marketplace, String sku, int quantity) {
        catchUp();
        Instant shipped = now().minus(VISIBLE_AFTER);
        Period period = Period.of(marketplace, openPeriod(marketplace));
        CatalogueItem item = Catalogue.find(sku)
                .orElseGet(() -> new CatalogueItem(sku, "B0SIM0NEW1", "Something New (" + sku + ")", 1_999, 399));
        long serial = OrderGenerator.unusualSerial(period, 1_000 + added++);
        OrderPlan plan = new OrderPlan(
                marketplace, Dice.of(options.seed(), "added-" + marketplace, serial), serial, Fulfilment.MERCHANT);
        Order order = plan.line(item, quantity, Extras.NONE)
                .placed(shipped.minus(Duration.ofHours(5)))
                .confirmed(shipped.minus(Duration.ofHours(4)))
                .shippedWhole(shipped, Shipping.ORDINARY)
                .build();
        orders.put(order.id(), order);
        return order.id();
    }

    /// Makes the order say `cents` more for its first line than it did, from the beginning and as an update
    /// now. The
    /// settlement keeps what it says.
    public synchronized void alterOrder(String orderId, long cents) {
        catchUp();
        Order order = Optional.ofNullable(orders.get(orderId))
                .orElseThrow(() -> new IllegalArgumentException("no order " + orderId));
        String first = order.finalLines().getFirst().itemId();
        Order altered = order.withLines(line -> line.itemId().equals(first)
                        ? line.withItemAmount(line.proceeds().item() + cents)
                        : line)
                .with(new OrderEvent.Touched(now().minus(VISIBLE_AFTER)));
        orders.put(orderId, altered);
        alteredPostings.putIfAbsent(orderId, Postings.of(order));
    }

    /// Changes one amount of a closed settlement. Only if told, the header follows, and with it the ledger:
    /// otherwise the file is wrong, and nothing else.
    public synchronized void alterRow(String settlementId, int row, long cents, boolean headerFollows) {
        change(settlementId, period -> {
            List<SettlementRow> rows = new ArrayList<>(period.settlement().rows());
            rows.set(row, rows.get(row).withCents(rows.get(row).cents() + cents));
            long header = period.settlement().headerTotal() + (headerFollows ? cents : 0);
            ClosedPeriod altered = headerFollows ? period.withRowChanged(row, cents) : period;
            return altered.withFile(period.settlement().withRows(rows).withHeaderTotal(header));
        });
    }

    /// Makes the header's total of a closed settlement disagree with its rows, and with the ledger.
    public synchronized void alterHeader(String settlementId, long cents) {
        change(
                settlementId,
                period -> period.withFile(
                        period.settlement().withHeaderTotal(period.settlement().headerTotal() + cents)));
    }

    /// Adds a row of any kind to a closed settlement; the header and the ledger follow.
    public synchronized void addRow(
            String settlementId, String transactionType, String amountType, String description, long cents) {
        change(settlementId, period -> {
            Settlement settlement = period.settlement();
            SettlementRow row = SettlementRow.ofAccount(
                    transactionType,
                    amountType,
                    description,
                    cents,
                    settlement.period().at(7, 7));
            List<SettlementRow> rows = new ArrayList<>(settlement.rows());
            rows.add(row);
            return period.with(Posting.ofAccount(settlementId + "/added-" + rows.size(), row))
                    .withFile(settlement.withRows(rows).withHeaderTotal(settlement.headerTotal() + cents));
        });
    }

    /// Adds a row of any kind to the settlement that closes next.
    public synchronized void addRowToNext(
            Marketplace marketplace, String transactionType, String amountType, String description, long cents) {
        catchUp();
        Period open = Period.of(marketplace, openPeriod(marketplace));
        Instant posted = open.contains(now()) ? now() : open.end().minusSeconds(60);
        rowsAdded(marketplace).add(SettlementRow.ofAccount(transactionType, amountType, description, cents, posted));
    }

    /// Puts the settlement as it is now under a new report and document id, as Amazon does when it corrects one.
    public synchronized void reissue(String settlementId) {
        catchUp();
        Settlement settlement = known(settlementId);
        long issue = reports.stream()
                .filter(report -> report.settlementId().equals(settlementId))
                .count();
        reports.add(SettlementReport.of(settlement, issue, now()));
    }

    /// Makes no report of a settlement, or takes back those that there are. Ledger and money are as they were.
    public synchronized void withhold(String settlementId) {
        concealment.withhold(known(settlementId).id());
    }

    /// Makes the report of a withheld settlement now.
    public synchronized void release(String settlementId) {
        Settlement settlement = known(settlementId);
        if (!concealment.release(settlementId)) {
            throw new IllegalArgumentException("settlement " + settlementId + " is not withheld");
        }
        reports.replaceAll(report -> report.settlementId().equals(settlement.id()) ? report.madeAt(now()) : report);
    }

    /// Writes something into a cell of a settlement's newest document that does not belong there. A reissue is whole
    /// again.
    ///
    /// @param row counts the rows below the settlement's header row, from 0
    public synchronized void breakCell(String settlementId, int row, String column, String text) {
        Settlement settlement = known(settlementId);
        if (row < 0 || row >= settlement.rows().size()) {
            throw new IllegalArgumentException("settlement " + settlementId + " has no row " + row);
        }
        if (!FlatFileV2.COLUMNS.contains(column)) {
            throw new IllegalArgumentException("there is no column " + column);
        }
        reports.stream()
                .filter(report -> report.settlementId().equals(settlementId))
                .reduce((_, newer) -> newer)
                .ifPresent(report ->
                        concealment.breakCell(report.documentId(), new Concealment.BrokenCell(row, column, text)));
    }

    /// Leaves an order out of Amazon's list, whatever happens to it.
    public synchronized void hideOrder(String orderId) {
        catchUp();
        if (!orders.containsKey(orderId)) {
            throw new IllegalArgumentException("no order " + orderId);
        }
        concealment.hide(orderId);
    }

    /// Lists an order that was left out, as one that was updated a moment ago.
    public synchronized void showOrder(String orderId) {
        if (!concealment.show(orderId)) {
            throw new IllegalArgumentException("order " + orderId + " is not hidden");
        }
        orders.computeIfPresent(
                orderId, (_, order) -> order.with(new OrderEvent.Touched(OrdersApi.visibleUntil(now()))));
    }

    private Settlement known(String settlementId) {
        return settlement(settlementId)
                .orElseThrow(() -> new IllegalArgumentException("no settlement " + settlementId));
    }

    private void change(String settlementId, UnaryOperator<ClosedPeriod> edit) {
        catchUp();
        for (List<ClosedPeriod> periods : closed.values()) {
            for (int i = 0; i < periods.size(); i++) {
                if (periods.get(i).settlement().id().equals(settlementId)) {
                    periods.set(i, edit.apply(periods.get(i)));
                    return;
                }
            }
        }
        throw new IllegalArgumentException("no settlement " + settlementId);
    }

    private int openPeriod(Marketplace marketplace) {
        return periodsOf(marketplace).size();
    }

    private List<ClosedPeriod> periodsOf(Marketplace marketplace) {
        return Optional.ofNullable(closed.get(marketplace))
                .orElseThrow(() -> new IllegalArgumentException("the seller does not trade in " + marketplace));
    }

    private List<SettlementRow> rowsAdded(Marketplace marketplace) {
        return unplanned.computeIfAbsent(marketplace, _ -> new ArrayList<>());
    }

    private void catchUp() {
        Instant now = now();
        for (Marketplace marketplace : options.marketplaces()) {
            while (!Period.of(marketplace, planned(marketplace)).start().isAfter(now)) {
                plan(marketplace, planned(marketplace));
            }
            boolean more = true;
            while (more) {
                more = closeNext(marketplace, now);
            }
        }
    }

    private int planned(Marketplace marketplace) {
        return periodsPlanned.getOrDefault(marketplace, 0);
    }

    private void plan(Marketplace marketplace, int period) {
        generator.orders(Period.of(marketplace, period)).forEach(order -> orders.put(order.id(), order));
        new UntidyOrders(options, marketplace).orders(period).forEach((each, order) -> {
            orders.put(order.id(), order);
            untidy.computeIfAbsent(marketplace, _ -> new EnumMap<>(UntidyCase.class))
                    .put(each, order.id());
        });
        periodsPlanned.put(marketplace, period + 1);
    }

    private boolean closeNext(Marketplace marketplace, Instant now) {
        List<ClosedPeriod> periods = periodsOf(marketplace);
        Period period = Period.of(marketplace, periods.size());
        if (period.end().isAfter(now)) {
            return false;
        }
        ClosedPeriod closing = close(period, periods);
        Settlement settlement = closing.settlement();
        if (settlement.createdAt().isAfter(now)) {
            return false;
        }
        periods.add(closing);
        reports.add(SettlementReport.of(settlement, 0, settlement.createdAt()));
        return true;
    }

    /// The period after those, as it closes if nothing unplanned happens any more.
    private ClosedPeriod close(Period period, List<ClosedPeriod> before) {
        Optional<Settlement> last = before.isEmpty()
                ? Optional.empty()
                : Optional.of(before.getLast().settlement());
        List<SettlementRow> extra = rowsAdded(period.marketplace()).stream()
                .filter(row -> period.contains(row.posted()))
                .toList();
        return closer.close(period, last, postingsOf(period.marketplace()), extra);
    }

    private Stream<Posting> postingsOf(Marketplace marketplace) {
        return orders.values().stream()
                .filter(order -> order.marketplace() == marketplace)
                .flatMap(order -> alteredPostings.getOrDefault(order.id(), Postings.of(order)).stream());
    }
}
