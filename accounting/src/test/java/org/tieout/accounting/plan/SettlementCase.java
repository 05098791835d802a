package org.tieout.accounting.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.tax.TaxDifference;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

/// A settlement written down in a test, planned, and looked at by an accountant's questions.
final class SettlementCase implements PlanSink {

    static final String FLOW = "us-books";

    private final SettlementHeader header;
    private final SettlementCollector collector;
    private long sum;
    final List<Document> documents = new ArrayList<>();
    final Map<OrderId, OrderStanding> standings = new TreeMap<>();
    final Map<OrderId, SortedSet<MappingKey>> waiting = new TreeMap<>();
    final List<String> taxDifferences = new ArrayList<>();
    private final List<Consumer<PlanProof>> told = new ArrayList<>();

    SettlementCase(String id, String start, String end, String deposit, String currency, String total) {
        header = new SettlementHeader(
                new SettlementId(id),
                SettlementHeader.Format.V2,
                Instant.parse(start),
                Instant.parse(end),
                Instant.parse(deposit),
                Money.of(currency, total));
        collector = new SettlementCollector(header);
    }

    /// A row: `type` is `transaction|amount-type|description`, `order` may be empty.
    SettlementCase row(String posted, String type, String order, String sku, String amount) {
        var minor = Money.of(header.total().currency(), amount).minor();
        sum += minor;
        collector.add(
                RowType.parse(type),
                minor,
                Instant.parse(posted).getEpochSecond(),
                order.isEmpty() ? null : order,
                order.isEmpty() ? null : "Amazon.com",
                sku.isEmpty() ? null : sku,
                sku.isEmpty() ? 0 : 1);
        return this;
    }

    SettlementCase standing(String order, OrderStanding standing) {
        standings.put(new OrderId(order), standing);
        return this;
    }

    SettlementFacts facts() {
        return collector.facts();
    }

    Money rowSum() {
        return new Money(header.total().currency(), sum);
    }

    SettlementPlanner.Outcome plan(FlowPolicy policy, Mappings mappings) {
        return SettlementPlanner.plan(
                collector.facts(),
                collector.orders(),
                id -> standings.getOrDefault(id, OrderStanding.NONE),
                policy,
                mappings,
                this);
    }

    @Override
    public void document(Document document) {
        told.add(proof -> proof.document(document));
        documents.add(document);
    }

    @Override
    public void standing(OrderId order, OrderStanding standing) {
        told.add(proof -> proof.standing(order, standing));
        standings.put(order, standing);
    }

    @Override
    public void waiting(OrderId order, SortedSet<MappingKey> missing) {
        waiting.put(order, missing);
    }

    @Override
    public void settled(OrderId order, Money rows) {
        told.add(proof -> proof.settled(order, rows));
    }

    @Override
    public void applied(Application taken) {
        told.add(proof -> proof.applied(taken));
    }

    /// What a proof of the plan finds.
    List<Check> proven(FlowPolicy policy, Mappings mappings) {
        var proof = new PlanProof(facts(), policy, mappings);
        told.forEach(tell -> tell.accept(proof));
        return List.of(proof.lines(), proof.documents(), proof.orders());
    }

    @Override
    public void taxDiffers(OrderId order, TaxDifference difference) {
        taxDifferences.add(order + ": " + difference);
    }

    /// What a document does, account by account: debits positive.
    static SortedMap<String, String> entries(Document document) {
        var sums = new TreeMap<String, Money>();
        document.lines()
                .forEach(line ->
                        sums.merge(line.account().code() + " " + line.account().name(), line.amount(), Money::plus));
        var text = new TreeMap<String, String>();
        sums.forEach((account, amount) -> {
            if (!amount.isZero()) {
                text.put(account, amount.amount());
            }
        });
        return text;
    }

    /// The balances that all documents together leave, account by account; zero ones left out.
    SortedMap<String, String> balances() {
        var sums = new TreeMap<String, Money>();
        documents.forEach(document ->
                document.lines().forEach(line -> sums.merge(line.account().code(), line.amount(), Money::plus)));
        var text = new TreeMap<String, String>();
        sums.forEach((account, amount) -> {
            if (!amount.isZero()) {
                text.put(account, amount.amount());
            }
        });
        return text;
    }

    Document only(Document.Kind kind) {
        var all = of(kind);
        if (all.size() != 1) {
            throw new AssertionError("expected one " + kind + ", got " + all);
        }
        return all.getFirst();
    }

    List<Document> of(Document.Kind... kinds) {
        return documents.stream()
                .filter(document -> Arrays.asList(kinds).contains(document.kind()))
                .toList();
    }
}
