package org.tieout.ingest.amazon.finance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.tieout.event.AccountBalance;
import org.tieout.event.BreakdownLeaf;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FinancialTransaction;
import org.tieout.event.Money;
import org.tieout.event.RelatedIdentifier;
import org.tieout.event.SettlementSummary;
import org.tieout.event.TransactionItem;
import org.tieout.event.TransactionStatus;

/// Reads what the Finances API v2024-06-19 writes. Field names: "Finances API v2024-06-19 reference",
/// sections Transaction, Breakdown, Context, Summary and Balance.
///
/// Every method throws IllegalArgumentException, or DateTimeException for a time, that says which field is
/// missing or wrong.
public final class FinanceReader {

    private static final int SCALE = 4;

    private final String connection;
    private final String sellerId;

    /// @param connection the connection that reads
    /// @param sellerId the selling partner's id
    public FinanceReader(String connection, String sellerId) {
        this.connection = connection;
        this.sellerId = sellerId;
    }

    /// A transaction.
    public FinancialEvent transaction(JsonNode json, Instant readAt) {
        var related = related(json.path("relatedIdentifiers"), "relatedIdentifier");
        var deferral = context(json, "deferralReason");
        var transaction = FinancialTransaction.newBuilder()
                .setTransactionId(required(json, "transactionId"))
                .setTransactionType(required(json, "transactionType"))
                .setStatus(status(json.path("transactionStatus").asText("")))
                .setPostedAt(time(required(json, "postedDate")))
                .setTotal(money(json.path("totalAmount"), "totalAmount"))
                .setMarketplaceId(Optional.ofNullable(optional(json.path("marketplaceDetails"), "marketplaceId"))
                        .orElse(optional(json.path("sellingPartnerMetadata"), "marketplaceId")))
                .setMarketplaceName(optional(json.path("marketplaceDetails"), "marketplaceName"))
                .setAccountType(optional(json.path("sellingPartnerMetadata"), "accountType"))
                .setDescription(optional(json, "description"))
                .setRelatedIdentifiers(related)
                .setDeferralReason(deferral.map(context -> optional(context, "deferralReason"))
                        .orElse(null))
                .setMaturesAt(deferral.map(context -> optional(context, "maturityDate"))
                        .map(FinanceReader::time)
                        .orElse(null))
                .setDeferredTransactionId(identifier(related, "DEFERRED_TRANSACTION_ID"))
                .setReleaseTransactionId(identifier(related, "RELEASE_TRANSACTION_ID"))
                .setBreakdowns(leaves(json.path("breakdowns")))
                .setItems(items(json))
                .build();
        return event(readAt, transaction.toString()).setTransaction(transaction).build();
    }

    /// A settlement's summary.
    public FinancialEvent summary(String settlementId, JsonNode json, Instant readAt) {
        var summary = SettlementSummary.newBuilder()
                .setSettlementId(settlementId)
                .setMarketplaceId(optional(json.path("partnerMetadata"), "marketplaceId"))
                .setAccountType(optional(json.path("partnerMetadata"), "accountType"))
                .setPeriodStartAt(time(required(json, "periodStart")))
                .setPeriodEndAt(time(required(json, "periodEnd")))
                .setNetProceeds(money(json.path("netProceeds"), "netProceeds"))
                .setBreakdowns(leaves(json.path("breakdowns")))
                .build();
        return event(readAt, summary.toString()).setSummary(summary).build();
    }

    /// A balance at a day's end, or, without `asOf`, at the instant Amazon names; the day is then the
    /// marketplace's own.
    public FinancialEvent balance(Optional<LocalDate> asOf, JsonNode json, Instant readAt) {
        var updated = asOf.isPresent()
                ? Optional.<OffsetDateTime>empty()
                : Optional.of(OffsetDateTime.parse(required(json, "lastUpdatedTime")));
        var total = node(json, "TOTAL").orElseThrow(() -> new IllegalArgumentException("the balance TOTAL is missing"));
        var balance = AccountBalance.newBuilder()
                .setAccountType(required(json.path("partnerMetadata"), "accountType"))
                .setMarketplaceId(required(json.path("partnerMetadata"), "marketplaceId"))
                .setAsOf(asOf.or(() -> updated.map(OffsetDateTime::toLocalDate)).orElseThrow())
                .setUpdatedAt(updated.map(OffsetDateTime::toInstant).orElse(null))
                .setTotal(money(total.path("amount"), "TOTAL"))
                .setAvailable(part(json, "AVAILABLE"))
                .setReserved(part(json, "RESERVED"))
                .setDeferred(part(json, "DEFERRED"))
                .setAccountLevelReserve(part(json, "ACCOUNT_LEVEL_RESERVE"))
                .build();
        return event(readAt, balance.toString()).setBalance(balance).build();
    }

    private FinancialEvent.Builder event(Instant readAt, String content) {
        return FinancialEvent.newBuilder()
                .setConnection(connection)
                .setSellerId(sellerId)
                .setContentHash(hash(content))
                .setReadAt(readAt);
    }

    private static TransactionStatus status(String word) {
        for (var status : TransactionStatus.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        return TransactionStatus.UNKNOWN;
    }

    private static Optional<JsonNode> context(JsonNode json, String having) {
        return stream(json.path("contexts"))
                .filter(context -> context.hasNonNull(having))
                .findFirst();
    }

    private static List<RelatedIdentifier> related(JsonNode json, String prefix) {
        return stream(json)
                .map(each -> RelatedIdentifier.newBuilder()
                        .setName(required(each, prefix + "Name"))
                        .setValue(required(each, prefix + "Value"))
                        .build())
                .toList();
    }

    private static @Nullable String identifier(List<RelatedIdentifier> related, String name) {
        return related.stream()
                .filter(each -> each.getName().equals(name))
                .map(RelatedIdentifier::getValue)
                .findFirst()
                .orElse(null);
    }

    private static List<TransactionItem> items(JsonNode json) {
        return stream(json.path("items")).map(FinanceReader::item).toList();
    }

    private static TransactionItem item(JsonNode item) {
        var product = context(item, "sku");
        return TransactionItem.newBuilder()
                .setSku(product.map(context -> optional(context, "sku"))
                        .map(String::strip)
                        .orElse(null))
                .setAsin(product.map(context -> optional(context, "asin")).orElse(null))
                .setQuantity(product.map(context -> context.path("quantityShipped"))
                        .filter(JsonNode::isIntegralNumber)
                        .map(JsonNode::intValue)
                        .orElse(null))
                .setFulfillmentNetwork(product.map(context -> optional(context, "fulfillmentNetwork"))
                        .orElse(null))
                .setDescription(optional(item, "description"))
                .setTotal(item.hasNonNull("totalAmount") ? money(item.path("totalAmount"), "item totalAmount") : null)
                .setRelatedIdentifiers(related(item.path("relatedIdentifiers"), "itemRelatedIdentifier"))
                .setBreakdowns(leaves(item.path("breakdowns")))
                .build();
    }

    private static List<BreakdownLeaf> leaves(JsonNode breakdowns) {
        var leaves = new ArrayList<BreakdownLeaf>();
        collect(breakdowns, "", leaves);
        return leaves;
    }

    /// Only leaves are amounts; the nodes above are their sums.
    private static void collect(JsonNode breakdowns, String above, List<BreakdownLeaf> leaves) {
        for (var node : breakdowns) {
            var path = above + required(node, "breakdownType").replace("/", "\\/");
            if (node.path("breakdowns").isEmpty()) {
                leaves.add(BreakdownLeaf.newBuilder()
                        .setPath(path)
                        .setAmount(money(node.path("breakdownAmount"), path))
                        .build());
            } else {
                collect(node.path("breakdowns"), path + "/", leaves);
            }
        }
    }

    private static @Nullable Money part(JsonNode balance, String type) {
        return node(balance, type).map(node -> money(node.path("amount"), type)).orElse(null);
    }

    private static Optional<JsonNode> node(JsonNode balance, String type) {
        if (balance.path("balanceType").asText().equals(type)) {
            return Optional.of(balance);
        }
        return stream(balance.path("balances"))
                .flatMap(child -> node(child, type).stream())
                .findFirst();
    }

    /// Amounts are JSON numbers, read as exact decimals.
    private static Money money(JsonNode json, String what) {
        var amount = json.path("currencyAmount");
        if (!amount.isNumber()) {
            throw new IllegalArgumentException("the amount of " + what + " is missing");
        }
        try {
            return Money.newBuilder()
                    .setCurrency(required(json, "currencyCode"))
                    .setAmount(amount.decimalValue().setScale(SCALE))
                    .build();
        } catch (ArithmeticException e) {
            BigDecimal given = amount.decimalValue();
            throw new IllegalArgumentException(
                    what + ": " + given.toPlainString() + " has more than " + SCALE + " decimals", e);
        }
    }

    /// A date-time with its offset; a plain date means its beginning in UTC.
    private static Instant time(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static String hash(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String required(JsonNode json, String name) {
        var value = json.path(name).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode json, String name) {
        var value = json.path(name).asText("");
        return value.isEmpty() ? null : value;
    }
}
