package org.tieout.accounting.cases;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.source.Sku;

/// The files of a case, as testdata/settlement/README.md describes them.
///
/// @param directory the case's directory
record CaseFiles(Path directory) {

    private static final Set<String> INPUT_REQUIRED = Set.of(
            "settlement-id",
            "settlement-start-date",
            "settlement-end-date",
            "deposit-date",
            "total-amount",
            "currency",
            "transaction-type",
            "amount-type",
            "amount-description",
            "amount",
            "posted-date-time");
    private static final Set<String> INPUT =
            with(INPUT_REQUIRED, "order-id", "marketplace-name", "sku", "quantity-purchased");
    private static final Set<String> ORDERS_REQUIRED =
            Set.of("order-id", "marketplace", "ship-date", "sku", "ordered", "shipped", "item");
    private static final Set<String> ORDERS =
            with(ORDERS_REQUIRED, "shipping", "gift-wrap", "discount", "tax", "tax-facilitated", "other");

    private static Set<String> with(Set<String> some, String... more) {
        var all = new java.util.TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    String name() {
        return String.valueOf(directory.getFileName());
    }

    String expected() throws IOException {
        return Files.readString(directory.resolve("documents.txt"));
    }

    String readme() throws IOException {
        return Files.readString(directory.resolve("README.md"));
    }

    /// The settlements, collected, in the order of the file.
    List<SettlementCollector> settlements() throws IOException {
        var settlements = new LinkedHashMap<String, SettlementCollector>();
        @Nullable String currency = null;
        for (var row : Table.read(directory.resolve("input.tsv"), "\t", INPUT, INPUT_REQUIRED)
                .rows()) {
            if (!row.cell("total-amount").isEmpty()) {
                currency = row.filled("currency");
                settlements.put(row.filled("settlement-id"), new SettlementCollector(header(row, currency)));
            } else {
                var collector = settlements.get(row.filled("settlement-id"));
                if (collector == null || currency == null) {
                    throw new IllegalArgumentException(row.where() + ": a row before the header of its settlement");
                }
                collect(row, currency, collector);
            }
        }
        return List.copyOf(settlements.values());
    }

    private static SettlementHeader header(Table.Row row, String currency) {
        return new SettlementHeader(
                new SettlementId(row.filled("settlement-id")),
                SettlementHeader.Format.V2,
                instant(row, "settlement-start-date"),
                instant(row, "settlement-end-date"),
                instant(row, "deposit-date"),
                money(row, "total-amount", currency));
    }

    private static void collect(Table.Row row, String currency, SettlementCollector collector) {
        var quantity = row.cell("quantity-purchased");
        collector.add(
                new RowType(
                        row.filled("transaction-type"), row.filled("amount-type"), row.filled("amount-description")),
                money(row, "amount", currency).minor(),
                instant(row, "posted-date-time").getEpochSecond(),
                emptyIsNull(row.cell("order-id")),
                emptyIsNull(row.cell("marketplace-name")),
                emptyIsNull(row.cell("sku")),
                quantity.isEmpty() ? 0 : Integer.parseInt(quantity));
    }

    /// Orders as the Orders API states them, before the settlement or after it.
    List<Order> orders(String file) throws IOException {
        if (!Files.exists(directory.resolve(file))) {
            return List.of();
        }
        var byOrder = new LinkedHashMap<String, List<Table.Row>>();
        for (var row : Table.read(directory.resolve(file), ",", ORDERS, ORDERS_REQUIRED)
                .rows()) {
            byOrder.computeIfAbsent(row.filled("order-id"), id -> new ArrayList<>())
                    .add(row);
        }
        return byOrder.values().stream().map(CaseFiles::order).toList();
    }

    private static Order order(List<Table.Row> rows) {
        var first = rows.getFirst();
        var marketplace = Marketplace.byName(first.filled("marketplace")).orElseThrow();
        var shipDate = first.cell("ship-date");
        return new Order(
                new OrderId(first.filled("order-id")),
                marketplace,
                false,
                shipDate.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(shipDate)),
                Optional.empty(),
                rows.stream().map(row -> item(row, marketplace.currency())).toList());
    }

    private static Order.Item item(Table.Row row, String currency) {
        var proceeds = new EnumMap<Component, Money>(Component.class);
        var columns = Map.of(
                "item", Component.ITEM,
                "shipping", Component.SHIPPING,
                "gift-wrap", Component.GIFT_WRAP,
                "discount", Component.DISCOUNT,
                "tax", Component.TAX,
                "other", Component.OTHER);
        columns.forEach((column, component) -> {
            if (!row.cell(column).isEmpty()) {
                proceeds.put(component, money(row, column, currency));
            }
        });
        return new Order.Item(
                new Sku(row.filled("sku")),
                Integer.parseInt(row.filled("ordered")),
                Integer.parseInt(row.filled("shipped")),
                proceeds,
                row.cell("tax-facilitated").equals("yes"));
    }

    /// The mapping that all cases share, with the rows of this case's own file above it.
    Mappings mappings(String... ownFiles) throws IOException {
        var rows = new LinkedHashMap<String, MappingRow>();
        read(directory.resolveSibling("mapping.csv"), rows);
        for (var own : ownFiles) {
            if (Files.exists(directory.resolve(own))) {
                read(directory.resolve(own), rows);
            }
        }
        return Mappings.of(rows.values());
    }

    /// How the flow is set up: QuickBooks Online in INVOICE mode, unless `flow.txt` says another `mode` or `profile`.
    FlowPolicy policy() throws IOException {
        var policy = FlowPolicy.of("us-books");
        if (!has("flow.txt")) {
            return policy;
        }
        for (var line : Files.readAllLines(directory.resolve("flow.txt"))) {
            policy = switch (line) {
                case "mode: INVOICE" -> policy;
                case "mode: SUMMARY" -> policy.summary();
                default -> {
                    if (!line.startsWith("profile: ")) {
                        throw new IllegalArgumentException(directory + "/flow.txt: unknown line: " + line);
                    }
                    yield policy.with(PostingProfile.valueOf(line.substring("profile: ".length())));
                }
            };
        }
        return policy;
    }

    boolean has(String file) {
        return Files.exists(directory.resolve(file));
    }

    private static void read(Path file, Map<String, MappingRow> rows) throws IOException {
        switch (MappingCsv.parse(Files.readString(file), file.toString(), 1)) {
            case MappingCsv.Result.Rows(var good) -> good.forEach(row -> rows.put(row.identity(), row));
            case MappingCsv.Result.Errors(var errors) -> throw new IllegalArgumentException(errors.toString());
        }
    }

    private static Instant instant(Table.Row row, String column) {
        var text = row.filled(column);
        if (!text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")) {
            throw new IllegalArgumentException(
                    row.where() + ": column " + column + " is written 2026-09-05 20:00:00 UTC");
        }
        return Instant.parse(text.replace(" UTC", "Z").replace(' ', 'T'));
    }

    /// An amount with exactly its currency's decimals.
    private static Money money(Table.Row row, String column, String currency) {
        var amount = new BigDecimal(row.filled(column));
        if (amount.scale() != Money.scaleOf(currency)) {
            throw new IllegalArgumentException(row.where() + ": column " + column + " has " + Money.scaleOf(currency)
                    + " decimals in " + currency);
        }
        return Money.of(currency, amount);
    }

    private static @Nullable String emptyIsNull(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
