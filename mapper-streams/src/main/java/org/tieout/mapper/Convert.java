package org.tieout.mapper;

import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.source.Sku;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.MappingEntry;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementOpened;

/// Between the records of the topics and the types of the functional core. Loses nothing and decides nothing.
final class Convert {

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};
    private static final int MOST_DIGITS = 18;
    private static final String DIMENSION = "dimension.";

    private Convert() {}

    static Money money(org.tieout.event.Money money) {
        return Money.of(money.getCurrency(), money.getAmount());
    }

    /// The same in minor units, without making anything: lines come by the million.
    ///
    /// @throws ArithmeticException if it has more decimals than the currency
    static long minor(org.tieout.event.Money money) {
        var amount = money.getAmount();
        var more = amount.scale() - Money.scaleOf(money.getCurrency());
        if (more < 0 || more >= POWERS.length || amount.precision() > MOST_DIGITS) {
            return money(money).minor();
        }
        var unscaled = amount.unscaledValue().longValueExact();
        if (unscaled % POWERS[more] != 0) {
            throw new ArithmeticException(amount + " has more decimals than " + money.getCurrency());
        }
        return unscaled / POWERS[more];
    }

    static org.tieout.event.Money money(Money money) {
        return new org.tieout.event.Money(money.currency(), money.toBigDecimal().setScale(4, RoundingMode.UNNECESSARY));
    }

    static SettlementHeader header(String settlementId, SettlementOpened opened) {
        return new SettlementHeader(
                new SettlementId(settlementId),
                SettlementHeader.Format.valueOf(opened.getFormat()),
                opened.getStartAt(),
                opened.getEndAt(),
                opened.getDepositAt(),
                money(opened.getTotal()));
    }

    static MappingRow mapping(MappingEntry entry) {
        var attributes = entry.getAttributes();
        return new MappingRow(
                new MappingKey(MappingKey.Kind.of(entry.getKind()), entry.getKey()),
                entry.getMarketplace(),
                entry.getValidFrom(),
                entry.getValidTo(),
                entry.getValue(),
                attributes.getOrDefault("name", ""),
                attributes.getOrDefault("type", ""),
                attributes.getOrDefault("tax-code", ""),
                attributes.get("sku-group"),
                dimensions(attributes),
                entry.getVersion());
    }

    private static SortedMap<String, String> dimensions(Map<String, String> attributes) {
        var dimensions = new TreeMap<String, String>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(DIMENSION)) {
                dimensions.put(name.substring(DIMENSION.length()), value);
            }
        });
        return dimensions;
    }

    /// The order, or nothing when its marketplace is unknown. It shipped when its last package was handed over, and
    /// without packages
    /// when Amazon first said so: the desk keeps the time of that version.
    static Optional<Order> order(OrderVersion version) {
        return Marketplace.byId(version.getMarketplaceId())
                .map(marketplace -> new Order(
                        new OrderId(version.getOrderId()),
                        marketplace,
                        version.getStatus() == OrderStatus.CANCELLED,
                        shipDate(version, marketplace),
                        version.getPackages().stream()
                                .map(org.tieout.event.Package::getTrackingNumber)
                                .filter(java.util.Objects::nonNull)
                                .findFirst(),
                        version.getItems().stream().map(Convert::item).toList()));
    }

    private static Optional<LocalDate> shipDate(OrderVersion version, Marketplace marketplace) {
        if (version.getItems().stream().allMatch(item -> item.getQuantityFulfilled() == 0)) {
            return Optional.empty();
        }
        var handedOver = version.getPackages().stream()
                .map(org.tieout.event.Package::getShippedAt)
                .max(java.util.Comparator.naturalOrder());
        return handedOver
                .map(marketplace::dateOf)
                .or(() -> Optional.of(marketplace.dateOf(version.getLastUpdatedAt())));
    }

    private static Order.Item item(org.tieout.event.OrderItem item) {
        var proceeds = new EnumMap<Component, Money>(Component.class);
        for (var part : item.getProceeds()) {
            proceeds.merge(component(part.getType()), money(part.getAmount()), Money::plus);
        }
        return new Order.Item(
                new Sku(item.getSku()),
                item.getQuantityOrdered(),
                item.getQuantityFulfilled(),
                proceeds,
                item.getTaxFacilitated());
    }

    private static Component component(String type) {
        return switch (type) {
            case "ITEM" -> Component.ITEM;
            case "SHIPPING" -> Component.SHIPPING;
            case "GIFT_WRAP" -> Component.GIFT_WRAP;
            case "DISCOUNT" -> Component.DISCOUNT;
            case "TAX" -> Component.TAX;
            default -> Component.OTHER;
        };
    }

    static org.tieout.event.Document document(Document document, long mappingVersion) {
        var heading = document.heading();
        return org.tieout.event.Document.newBuilder()
                .setKind(kind(document.kind()))
                .setReference(heading.reference())
                .setDate(heading.date())
                .setCurrency(heading.currency())
                .setCustomer(document.customerName().orElse(null))
                .setVendor(document.vendorName().orElse(null))
                .setMemo(heading.memo())
                .setOrderId(document.orderId().map(OrderId::value).orElse(null))
                .setTrackingNumber(
                        document instanceof Document.Invoice invoice
                                ? invoice.trackingNumber().orElse(null)
                                : null)
                .setLines(document.lines().stream()
                        .map(line -> line(line, mappingVersion))
                        .toList())
                .setApplications(document.applications().stream()
                        .map(Convert::application)
                        .toList())
                .setCorrects(heading.corrects().map(PostingId::value).orElse(null))
                .build();
    }

    /// The document of a command, as it was planned. The names of accounts are not on the wire: the mapping has them.
    static Document document(PostingCommand command, UnaryOperator<String> nameOf) {
        return new CommandedDocument(command, nameOf).document();
    }

    private static DocumentLine line(Line line, long mappingVersion) {
        return DocumentLine.newBuilder()
                .setAccount(line.account().code())
                .setAmount(money(line.amount()))
                .setMemo(line.memo())
                .setItem(line.item().orElse(null))
                .setQuantity(line.item().isPresent() ? line.quantity() : null)
                .setTaxCode(
                        line.account().taxCode().isEmpty()
                                ? null
                                : line.account().taxCode())
                .setCategory(line.category().map(category -> category.code()).orElse(null))
                .setSourceRows(line.sourceRows())
                .setMappingVersion(mappingVersion)
                .setRowVersion(line.mappingVersion())
                .setDimensions(line.dimensions())
                .build();
    }

    private static org.tieout.event.Application application(Application application) {
        return org.tieout.event.Application.newBuilder()
                .setPostingId(application.posting().value())
                .setKind(kind(application.kind()))
                .setOrderId(application.order().map(OrderId::value).orElse(null))
                .setAmount(money(application.amount()))
                .build();
    }

    static DocumentKind kind(Document.Kind kind) {
        return switch (kind) {
            case INVOICE -> DocumentKind.INVOICE;
            case CREDIT_MEMO -> DocumentKind.CREDIT_MEMO;
            case REFUND_RECEIPT -> DocumentKind.REFUND_RECEIPT;
            case CUSTOMER_PAYMENT -> DocumentKind.CUSTOMER_PAYMENT;
            case JOURNAL -> DocumentKind.JOURNAL;
            case DEPOSIT -> DocumentKind.DEPOSIT;
            case CREDIT_REFUND -> DocumentKind.CREDIT_REFUND;
            case BILL -> DocumentKind.BILL;
            case BILL_PAYMENT -> DocumentKind.BILL_PAYMENT;
            case SPEND_MONEY -> DocumentKind.SPEND_MONEY;
            case RECEIVE_MONEY -> DocumentKind.RECEIVE_MONEY;
            case TRANSFER -> DocumentKind.TRANSFER;
        };
    }

    static Document.Kind kind(DocumentKind kind) {
        return Document.Kind.valueOf(kind.name());
    }

    /// What the ledger should show of a commanded document.
    static State.Expected expected(PostingCommand command, List<String> settlements) {
        var document = command.getDocument();
        return new State.Expected(
                kind(document.getKind()),
                document.getReference(),
                document.getOrderId(),
                settlements,
                document.getCurrency(),
                accounts(document.getLines()));
    }

    /// What a document's lines do, account by account, in minor units; accounts at zero are left out.
    static Map<String, Long> accounts(List<DocumentLine> lines) {
        var sums = new HashMap<String, Long>();
        lines.forEach(
                line -> sums.merge(line.getAccount(), money(line.getAmount()).minor(), Math::addExact));
        sums.values().removeIf(minor -> minor == 0);
        return sums;
    }

    static List<String> sorted(Iterable<MappingKey> keys) {
        var list = new ArrayList<String>();
        keys.forEach(key -> list.add(key.toString()));
        list.sort(null);
        return list;
    }
}
