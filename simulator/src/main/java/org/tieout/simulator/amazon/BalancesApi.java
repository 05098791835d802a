package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Finances API v2024-06-19: listBalances and listSummary, both from the ledger that settlements and
/// transactions come from. A balance as of a date is the one at the end of that day in the marketplace; a
/// summary exists from when its settlement's report does. Source: Amazon,
/// models/finances-api-model/finances_2024-06-19.json. Thread-safe.
final class BalancesApi {
    private static final int MOST_MARKETPLACES = 50;
    private static final Set<String> BALANCE_PARAMETERS =
            Set.of("marketplaceIds", "balanceType", "accountType", "asOfDate", "nextToken");
    private static final Set<String> BALANCE_TYPES =
            Set.of("AVAILABLE", "RESERVED", "TOTAL", "DEFERRED", "ACCOUNT_LEVEL_RESERVE");
    private static final Set<String> SUMMARY_PARAMETERS = Set.of(
            "marketplaceIds",
            "accountType",
            "relatedIdentifierName",
            "relatedIdentifierValue",
            "periodStart",
            "periodEnd",
            "nextToken");

    private final SellerModel seller;

    BalancesApi(SellerModel seller) {
        this.seller = seller;
    }

    private static Refusal invalid() {
        return Refusal.invalidFinancesInput("Invalid input");
    }

    Response balances(Request request) {
        Arguments arguments = Arguments.of(request, BALANCE_PARAMETERS, BalancesApi::invalid);
        List<String> types = arguments.list("balanceType", BALANCE_TYPES);
        if (types.size() > 1 || arguments.has("nextToken")) {
            throw invalid();
        }
        Optional<LocalDate> asOf = date(arguments, "asOfDate");
        ObjectNode body = Json.object();
        ArrayNode balances = body.putArray("balances");
        for (Ledger ledger : ledgers(arguments)) {
            Instant at = asOf.map(day -> endOf(day, ledger.marketplace())).orElse(seller.now());
            if (at.isAfter(seller.now())) {
                throw invalid();
            }
            ObjectNode tree = tree(ledger.held(at), ledger.marketplace().currency());
            ObjectNode asked = find(tree, types.isEmpty() ? "TOTAL" : types.getFirst());
            asked.set("partnerMetadata", partner(ledger.marketplace()));
            asOf.ifPresentOrElse(
                    day -> asked.put("asOfDate", day.toString()),
                    () -> asked.put("lastUpdatedTime", local(at, ledger.marketplace())));
            balances.add(asked);
        }
        return Response.json(200, body);
    }

    private static Instant endOf(LocalDate day, Marketplace marketplace) {
        return day.plusDays(1).atStartOfDay(marketplace.zone()).toInstant().minusMillis(1);
    }

    private static String local(Instant at, Marketplace marketplace) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(marketplace.zone()));
    }

    private static ObjectNode tree(Ledger.Held held, String currency) {
        ObjectNode total = node("TOTAL", held.total(), currency);
        ObjectNode reserved = node("RESERVED", held.reserved(), currency);
        total.putArray("balances")
                .add(node("AVAILABLE", held.available(), currency))
                .add(reserved);
        reserved.putArray("balances")
                .add(node("DEFERRED", held.deferred(), currency))
                .add(node("ACCOUNT_LEVEL_RESERVE", held.reserve(), currency));
        return total;
    }

    private static ObjectNode node(String type, long cents, String currency) {
        ObjectNode node = Json.object();
        node.put("balanceType", type);
        node.set("amount", TransactionJson.amount(cents, currency));
        return node;
    }

    private static ObjectNode find(ObjectNode tree, String type) {
        if (tree.path("balanceType").asText().equals(type)) {
            return tree;
        }
        for (var child : tree.path("balances")) {
            if (child instanceof ObjectNode node
                    && !find(node, type).path("balanceType").isMissingNode()) {
                return find(node, type);
            }
        }
        return Json.object();
    }

    private static ObjectNode partner(Marketplace marketplace) {
        return Json.object()
                .put("partnerId", AmazonFace.SELLER_ID)
                .put("accountType", TransactionJson.ACCOUNT_TYPE)
                .put("marketplaceId", marketplace.id());
    }

    private List<Ledger> ledgers(Arguments arguments) {
        List<Marketplace> asked = arguments.marketplaces("marketplaceIds", MOST_MARKETPLACES);
        boolean thisAccount = arguments
                .text("accountType")
                .filter(type -> !type.equals(TransactionJson.ACCOUNT_TYPE))
                .isEmpty();
        return seller.ledgers().stream()
                .filter(ledger -> thisAccount && (asked.isEmpty() || asked.contains(ledger.marketplace())))
                .toList();
    }

    Response summaries(Request request) {
        Arguments arguments = Arguments.of(request, SUMMARY_PARAMETERS, BalancesApi::invalid);
        Optional<LocalDate> start = date(arguments, "periodStart");
        Optional<LocalDate> end = date(arguments, "periodEnd");
        Optional<String> settlement = settlement(arguments);
        boolean whole = start.isPresent() && end.isPresent() && !end.get().isBefore(start.get());
        if (arguments.has("nextToken") || (settlement.isEmpty() && !whole)) {
            throw invalid();
        }
        ObjectNode body = Json.object();
        ArrayNode summaries = body.putArray("summaries");
        for (Ledger ledger : ledgers(arguments)) {
            if (settlement.isPresent()) {
                ledger.published(settlement.get()).ifPresent(period -> summaries.add(ofSettlement(ledger, period)));
            } else {
                summaries.add(ofDays(ledger, start.orElseThrow(), end.orElseThrow()));
            }
        }
        return Response.json(200, body);
    }

    private static Optional<String> settlement(Arguments arguments) {
        Optional<String> name = arguments.text("relatedIdentifierName");
        Optional<String> value = arguments.text("relatedIdentifierValue");
        if (name.isPresent() != value.isPresent()
                || name.filter(each -> !each.equals("SETTLEMENT_ID")).isPresent()) {
            throw invalid();
        }
        return value;
    }

    private static ObjectNode ofSettlement(Ledger ledger, ClosedPeriod period) {
        ObjectNode json = summary(ledger.marketplace(), ledger.transactions(period));
        json.putArray("relatedIdentifiers")
                .addObject()
                .put("relatedIdentifierName", "SETTLEMENT_ID")
                .put("relatedIdentifierValue", period.settlement().id());
        json.put("periodStart", period.settlement().period().start().toString());
        json.put("periodEnd", period.settlement().period().end().toString());
        return json;
    }

    private ObjectNode ofDays(Ledger ledger, LocalDate start, LocalDate end) {
        List<Transaction> found = ledger.transactions(seller.now(), Ledger.Lag.NONE).stream()
                .filter(each -> each.status() == Transaction.Status.RELEASED
                        && !each.rows().isEmpty())
                .filter(each -> {
                    LocalDate day = LocalDate.ofInstant(
                            each.posted(), ledger.marketplace().zone());
                    return !day.isBefore(start) && !day.isAfter(end);
                })
                .toList();
        ObjectNode json = summary(ledger.marketplace(), found);
        json.put("periodStart", start.toString());
        json.put("periodEnd", end.toString());
        return json;
    }

    private static ObjectNode summary(Marketplace marketplace, List<Transaction> transactions) {
        Breakdown whole = new Breakdown();
        transactions.forEach(transaction -> TransactionJson.breakdown(transaction)
                .leaves()
                .forEach(leaf -> whole.add(leaf.getKey(), leaf.getValue())));
        ObjectNode json = Json.object();
        json.set("partnerMetadata", partner(marketplace));
        json.set("netProceeds", TransactionJson.amount(whole.cents(), marketplace.currency()));
        whole.write(json.putArray("breakdowns"), marketplace.currency());
        return json;
    }

    private static Optional<LocalDate> date(Arguments arguments, String name) {
        try {
            return arguments.text(name).map(LocalDate::parse);
        } catch (DateTimeException notADate) {
            throw invalid();
        }
    }
}
