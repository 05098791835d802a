package org.tieout.cli.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.source.RowType;

/// Proposes mapping rows for what is parked. Pure, and only ever a proposal: names that are alike need not be the same.
final class Proposals {

    /// How sellers mark who ships, at the end or the beginning of a SKU.
    private static final Pattern FULFILMENT = Pattern.compile("(?i)[-_. ](fba|fbm|afn|mfn)$|^(fba|fbm|afn|mfn)[-_. ]");

    private final Mappings mappings;
    private final MasterData ledger;

    private Proposals(Mappings mappings, MasterData ledger) {
        this.mappings = mappings;
        this.ledger = ledger;
    }

    /// Something that waits.
    ///
    /// @param settlement true for a settlement, false for an order
    /// @param missing the keys it waits for
    record Held(boolean settlement, List<String> missing) {}

    private record Suggested(Optional<MappingRow> row, String reason) {
        static Suggested none(String why) {
            return new Suggested(Optional.empty(), why);
        }
    }

    private static final class Count {
        private int settlements;
        private int orders;
        private int alone;
    }

    /// A proposal for each missing key; first those that free most.
    static List<Proposal> of(Collection<Held> held, Mappings mappings, MasterData ledger) {
        var counts = new TreeMap<MappingKey, Count>();
        for (var each : held) {
            for (var missing : each.missing()) {
                var count = counts.computeIfAbsent(MappingKey.parse(missing), key -> new Count());
                count.settlements += each.settlement() ? 1 : 0;
                count.orders += each.settlement() ? 0 : 1;
                count.alone += each.missing().size() == 1 ? 1 : 0;
            }
        }
        var proposals = new Proposals(mappings, ledger);
        return counts.entrySet().stream()
                .map(entry -> proposals.proposal(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Proposal::alone)
                        .thenComparingInt(Proposal::waiting)
                        .reversed()
                        .thenComparing(Proposal::key))
                .toList();
    }

    private Proposal proposal(MappingKey key, Count count) {
        var suggested = switch (key.kind()) {
            case ROW_TYPE -> category(key);
            case ITEM -> item(key);
            case ACCOUNT -> account(key);
            case DEAL -> Suggested.none("name what it is sold on: item:NUMBER or account:NUMBER");
            case COUNTRY -> Suggested.none("write the country's code of two capital letters");
            case TERMS, SHIPMENT -> Suggested.none("name the ledger's code, or write - to send none");
            case CUSTOMER,
                    VENDOR,
                    CHART,
                    ALIAS,
                    BUNDLE,
                    SKU_GROUP,
                    DIMENSION,
                    FEE_TAX,
                    SALES_TAX,
                    UNIT,
                    REPRESENTATIVE -> Suggested.none("name it as the ledger does");
            case PERIOD -> Suggested.none("no row opens a period; see the flow's option closed-through");
        };
        return new Proposal(key, count.settlements, count.orders, count.alone, suggested.row(), suggested.reason());
    }

    private Suggested category(MappingKey key) {
        return mappings.suggest(RowType.parse(key.key()))
                .map(found -> new Suggested(
                        Optional.of(row(key, found.category().code())),
                        found.category().label() + ": " + found.reason()))
                .orElseGet(
                        () -> Suggested.none("no known row type is like it; ask what Amazon charges or pays with it"));
    }

    private Suggested item(MappingKey key) {
        var sku = key.key();
        if (sku.startsWith("category:")) {
            return Suggested.none("name the ledger's item for it");
        }
        return ledgerItem(key, Proposals::folded, "the same but for case and punctuation")
                .or(() -> ledgerItem(key, Proposals::withoutFulfilment, "the same without FBA or FBM"))
                .or(() -> alias(key))
                .orElseGet(() -> Suggested.none("nothing in the ledger or the mapping is like it"));
    }

    private Optional<Suggested> ledgerItem(MappingKey key, Function<String, String> fold, String how) {
        var names = new TreeSet<String>();
        for (var item : ledger.items()) {
            var alike = Stream.of(item.name(), item.sku())
                    .filter(name -> !name.isEmpty())
                    .anyMatch(name -> fold.apply(name).equals(fold.apply(key.key())));
            if (item.active() && alike) {
                names.add(item.name());
            }
        }
        return switch (names.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(new Suggested(
                        Optional.of(row(key, names.first())), "the ledger has item '" + names.first() + "', " + how));
            default ->
                Optional.of(Suggested.none("several of the ledger's items are like it: " + String.join(", ", names)));
        };
    }

    /// Another SKU of the flow that is the same goods, but for who ships it or how it is written.
    private Optional<Suggested> alias(MappingKey key) {
        return mappings.rows().stream()
                .filter(row -> row.key().kind() == Kind.ITEM || row.key().kind() == Kind.BUNDLE)
                .map(row -> row.key().key())
                .filter(known -> !known.startsWith("category:")
                        && withoutFulfilment(known).equals(withoutFulfilment(key.key())))
                .findFirst()
                .map(known -> new Suggested(
                        Optional.of(row(new MappingKey(Kind.ALIAS, key.key()), known)),
                        "SKU " + known + " is mapped, the same but for punctuation, FBA or FBM"));
    }

    private Suggested account(MappingKey key) {
        var mapped = mappings.rows().stream()
                .filter(row -> row.key().equals(key))
                .map(MappingRow::value)
                .findFirst()
                .orElse("");
        var wanted = new TreeSet<String>(List.of(folded(mapped)));
        mappings.rows().stream()
                .filter(row -> row.key().kind() == Kind.CHART && row.value().equals(mapped))
                .forEach(row -> wanted.add(folded(row.name())));
        return ledger.accounts().stream()
                .filter(account -> account.active()
                        && (wanted.contains(folded(account.number())) || wanted.contains(folded(account.name()))))
                .map(account -> account.number().isEmpty() ? account.name() : account.number())
                .findFirst()
                .map(code -> new Suggested(
                        Optional.of(row(key, code)), "the ledger has account " + code + " of that number or name"))
                .orElseGet(() -> Suggested.none(
                        mapped.isEmpty()
                                ? "name the ledger's account"
                                : "it is mapped to " + mapped
                                        + ", which the ledger does not have; create it, or map another"));
    }

    private static MappingRow row(MappingKey key, String value) {
        return new MappingRow(key, null, null, null, value, "", "", "", 1);
    }

    private static String withoutFulfilment(String sku) {
        return folded(FULFILMENT.matcher(sku).replaceAll(""));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
