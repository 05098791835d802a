package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Finances API v2024-06-19: listTransactions. What concerns an order shows up to 48 hours after it was
/// posted, each transaction in its own time; the rest after two minutes. A window of more than 180 days is
/// answered with nothing, and the second of several pages is empty. A page token must come with the
/// arguments of the search it continues. Source: Amazon,
/// models/finances-api-model/finances_2024-06-19.json. Thread-safe.
final class FinancesApi {
    /// No time of a request may be younger.
    static final Duration YOUNGEST = Duration.ofMinutes(2);

    private static final Duration LONGEST_LAG = Duration.ofDays(2);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(180);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);
    private static final int PER_PAGE = 100;
    private static final int EMPTY_PAGE = 1;
    private static final Set<String> PARAMETERS = Set.of(
            "postedAfter",
            "postedBefore",
            "marketplaceId",
            "transactionStatus",
            "relatedIdentifierName",
            "relatedIdentifierValue",
            "nextToken");
    private static final Set<String> STATUSES = Set.of("DEFERRED", "RELEASED", "DEFERRED_RELEASED");
    private static final Set<String> RELATED = Set.of("FINANCIAL_EVENT_GROUP_ID", "ORDER_ID");

    private final SellerModel seller;
    private final PageTokens<Page> tokens;
    private final AtomicBoolean repeating = new AtomicBoolean();

    FinancesApi(SellerModel seller, SimulatorClock clock) {
        this.seller = seller;
        this.tokens = new PageTokens<>(clock, Dice.of(seller.options().seed(), "finances-pages", 0), TOKEN_LIFETIME);
    }

    /// The rest of a search, and which page of it comes next.
    private record Page(Map<String, String> asked, List<Transaction> rest, int number) {}

    /// Makes every further page come with the token that it was asked by, as Amazon's did in 2024 (issue
    /// 4224 of its models repository).
    void repeatPages(boolean on) {
        repeating.set(on);
    }

    Response transactions(Request request) {
        Arguments arguments = Arguments.of(request, PARAMETERS, FinancesApi::invalid);
        Optional<String> token = arguments.text("nextToken");
        Page page = token.map(given -> continued(given, request)).orElseGet(() -> begun(arguments, request));
        boolean several = page.number() > 0 || page.rest().size() > PER_PAGE;
        int size = several && page.number() == EMPTY_PAGE ? 0 : PER_PAGE;
        ObjectNode body = Json.object();
        ObjectNode payload = body.putObject("payload");
        List<Transaction> rest = PageTokens.rest(page.rest(), size);
        if (!rest.isEmpty()) {
            Page next = new Page(page.asked(), rest, page.number() + 1);
            payload.put("nextToken", repeating.get() && token.isPresent() ? token.get() : tokens.keep(next));
        }
        ArrayNode transactions = payload.putArray("transactions");
        PageTokens.page(page.rest(), size).forEach(each -> transactions.add(TransactionJson.of(each)));
        return Response.json(200, body);
    }

    private static Refusal invalid() {
        return Refusal.invalidFinancesInput("Invalid input");
    }

    private Page continued(String token, Request request) {
        return tokens.find(token)
                .filter(page -> page.asked().equals(asked(request)))
                .orElseThrow(FinancesApi::invalid);
    }

    private static Map<String, String> asked(Request request) {
        Map<String, String> asked = new LinkedHashMap<>();
        request.queryNames().stream()
                .filter(name -> !name.equals("nextToken"))
                .forEach(name -> asked.put(name, request.query(name).orElse("")));
        return asked;
    }

    private Page begun(Arguments arguments, Request request) {
        Optional<Transaction.Related> related = related(arguments);
        Optional<Instant> after = arguments.time("postedAfter");
        Optional<Instant> before = arguments.time("postedBefore");
        if (after.isEmpty() && (before.isPresent() || related.isEmpty())) {
            throw Refusal.invalidFinancesInput("Start date cannot be null");
        }
        Instant youngest = seller.now().minus(YOUNGEST);
        Instant from = after.orElse(Instant.EPOCH);
        Instant until = before.orElse(youngest);
        if (until.isAfter(youngest) || !from.isBefore(until)) {
            throw invalid();
        }
        boolean tooLong = after.isPresent() && from.plus(LONGEST_WINDOW).isBefore(until);
        Predicate<Transaction> wanted = inWindow(from, until)
                .and(statusOf(arguments))
                .and(shownIn(arguments.marketplaces("marketplaceId", 1)))
                .and(each -> related.stream().allMatch(id -> each.isRelated(id.name(), id.value())));
        List<Transaction> found = tooLong ? List.of() : visible().filter(wanted).toList();
        return new Page(asked(request), found, 0);
    }

    private static Predicate<Transaction> inWindow(Instant from, Instant until) {
        return each -> !each.posted().isBefore(from) && each.posted().isBefore(until);
    }

    private static Predicate<Transaction> statusOf(Arguments arguments) {
        List<String> statuses = arguments.list("transactionStatus", STATUSES);
        if (statuses.size() > 1) {
            throw invalid();
        }
        return each -> statuses.stream().allMatch(each.status().name()::equals);
    }

    /// "If you want to retrieve MFN orders in the US store, do not supply the marketplaceId parameter."
    private static Predicate<Transaction> shownIn(List<Marketplace> asked) {
        return each -> asked.stream()
                .allMatch(marketplace -> each.marketplace() == marketplace
                        && !(marketplace == Marketplace.US && each.merchantFulfilled()));
    }

    private static Optional<Transaction.Related> related(Arguments arguments) {
        if (arguments.has("relatedIdentifierName") != arguments.has("relatedIdentifierValue")) {
            throw invalid();
        }
        Optional<String> name = arguments.text("relatedIdentifierName");
        if (name.filter(each -> !RELATED.contains(each)).isPresent()) {
            throw invalid();
        }
        return name.map(each -> new Transaction.Related(
                each, arguments.text("relatedIdentifierValue").orElseThrow()));
    }

    private Stream<Transaction> visible() {
        Instant now = seller.now();
        return seller.ledgers().stream()
                .flatMap(ledger -> ledger.transactions(now, this::lag).stream())
                .sorted(Comparator.comparing(Transaction::posted).thenComparing(Transaction::id));
    }

    private Duration lag(String transactionId, boolean ofAnOrder) {
        return ofAnOrder
                ? Dice.of(seller.options().seed(), "finances-lag", transactionId.hashCode())
                        .between(YOUNGEST, LONGEST_LAG)
                : YOUNGEST;
    }
}
