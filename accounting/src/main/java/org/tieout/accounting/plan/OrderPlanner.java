package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CreditMemo;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding.HeldSale;
import org.tieout.accounting.plan.OrderStanding.Receipt;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;

/// What an order comes to in INVOICE mode: an invoice for the quantities newly shipped since the last one. Pure.
///
/// An order's increments are numbered from 1; every shipped unit is invoiced once. When money of the order waits in
/// account 1155,
/// its payment is taken from there with the invoice. Tax that the marketplace remits is not invoiced.
///
/// A record that changed after it was invoiced gets a supplementary invoice or a credit memo of exactly the change.
/// The invoice itself is never edited: both stay visible, and what a payment settled stays settled.
public final class OrderPlanner {

    /// How the name of a document begins by which an invoice is brought to a record that changed.
    private static final String ADJUSTMENT = "adjustment-";

    private final FlowPolicy policy;
    private final Mappings mappings;
    private final References references;
    private final Applying applying;

    /// Plans orders of one flow under one mapping table.
    public OrderPlanner(FlowPolicy policy, Mappings mappings) {
        this.policy = policy;
        this.mappings = mappings;
        this.references = References.of(policy.profile());
        this.applying = Applying.of(policy.profile());
    }

    /// What planning came to.
    public sealed interface Plan {
        /// Documents to post, in order.
        ///
        /// @param documents an invoice, and a payment from 1155 where money waits
        /// @param standing the order's account afterwards
        record Ready(List<Document> documents, OrderStanding standing) implements Plan {}

        /// Nothing to invoice now.
        ///
        /// @param why in a few words
        record Nothing(String why) implements Plan {}

        /// The mapping lacks keys; the order is held, its settlement is not.
        ///
        /// @param keys what is missing
        record Missing(SortedSet<MappingKey> keys) implements Plan {}
    }

    /// Plans an order as it stands now.
    public Plan plan(Order order, OrderStanding before) {
        return plan(order, Optional.empty(), before);
    }

    /// Plans an order as it stands now.
    ///
    /// @param previous what its record said before, where that is known
    public Plan plan(Order order, Optional<Order> previous, OrderStanding before) {
        if (before.revenue() != OrderStanding.Revenue.ORDER) {
            return new Plan.Nothing("its revenue comes from elsewhere: " + before.revenue());
        }
        return switch (adjustment(order, previous, before)) {
            case Plan.Missing missing -> missing;
            case Plan.Nothing nothing -> planShipped(order, before);
            case Plan.Ready(var made, var adjusted) ->
                switch (planShipped(order, adjusted)) {
                    case Plan.Missing missing -> missing;
                    case Plan.Nothing nothing -> new Plan.Ready(made, adjusted);
                    case Plan.Ready(var more, var after) -> new Plan.Ready(joined(made, more), after);
                };
        };
    }

    /// A role has one account at all times, so any day will do.
    private SortedSet<MappingKey> rolesWithoutAccount() {
        return Resolution.rolesWithoutAccount(policy, LocalDate.MAX, mappings);
    }

    private static List<Document> joined(List<Document> first, List<Document> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private Plan planShipped(Order order, OrderStanding before) {
        var held = fromHeldRows(order.id(), before);
        if (held instanceof Plan.Missing) {
            return held;
        }
        var documents = new ArrayList<Document>();
        var standing = before;
        if (held instanceof Plan.Ready(var made, var after)) {
            documents.addAll(made);
            standing = after;
        }
        var shipDate = order.shipDate();
        if (shipDate.isEmpty()) {
            return documents.isEmpty() ? new Plan.Nothing("not shipped") : new Plan.Ready(documents, standing);
        }
        var newly = newlyShipped(order, standing);
        if (newly.isEmpty()) {
            return documents.isEmpty()
                    ? new Plan.Nothing("nothing shipped since the last invoice")
                    : new Plan.Ready(documents, standing);
        }
        return switch (increment(order, newly, shipDate.get(), standing)) {
            case Plan.Missing missing -> missing;
            case Plan.Nothing nothing -> documents.isEmpty() ? nothing : new Plan.Ready(documents, standing);
            case Plan.Ready(var made, var after) -> {
                documents.addAll(made);
                yield new Plan.Ready(documents, after);
            }
        };
    }

    /// Makes the late invoice of rows that waited for a mapping, and takes the payment from 1155.
    public Plan fromHeldRows(OrderId id, OrderStanding before) {
        if (before.held().isEmpty()) {
            return new Plan.Nothing("no rows are held");
        }
        var roles = rolesWithoutAccount();
        if (!roles.isEmpty()) {
            return new Plan.Missing(roles);
        }
        var documents = new ArrayList<Document>();
        var missing = new TreeSet<MappingKey>();
        var standing = before.released();
        for (var sale : before.held()) {
            switch (lateInvoice(sale, standing)) {
                case OrderSettler.Late.Made(var made, var after) -> {
                    documents.addAll(made);
                    standing = after;
                }
                case OrderSettler.Late.Waiting(var keys) -> missing.addAll(keys);
            }
        }
        return missing.isEmpty() ? takeReceipts(id, documents, standing) : new Plan.Missing(missing);
    }

    /// What the order's own record says of the units invoiced so far, less what its invoices say: zero unless
    /// the order
    /// changed after
    /// it was invoiced, or the record is wrong.
    public static Money difference(Order order, OrderStanding standing, String currency) {
        var lines = new SalesLines(currency);
        standing.billed().forEach((sku, units) -> addUnits(order, sku, 0, units, lines, 1));
        return lines.total().minus(invoiced(standing, currency));
    }

    /// What an order's invoices come to, less what brought them down to a record that changed, and without what its
    /// buyer was charged again: no record knows of that.
    private static Money invoiced(OrderStanding standing, String currency) {
        var total = standing.invoicedTotal(currency);
        for (var document : standing.documents()) {
            if (isBesideTheRecord(document) && document.amount().currency().equals(currency)) {
                total = total.minus(document.amount());
            }
        }
        return total;
    }

    private static boolean isBesideTheRecord(Standing document) {
        return document.kind() == Document.Kind.CREDIT_MEMO
                ? isAdjustment(document.id())
                : document.id().document().startsWith(OrderSettler.RETROCHARGE);
    }

    private static boolean isAdjustment(PostingId id) {
        return id.value().contains("/" + ADJUSTMENT);
    }

    /// Brings what was invoiced to a record that changed. Only where the record agreed with the invoices before: what
    /// never agreed is a person's to explain.
    private Plan adjustment(Order order, Optional<Order> previous, OrderStanding standing) {
        var currency = order.marketplace().currency();
        if (previous.isEmpty()
                || standing.billed().isEmpty()
                || !standing.held().isEmpty()
                || !difference(previous.get(), standing, currency).isZero()
                || difference(order, standing, currency).isZero()) {
            return new Plan.Nothing("the record says what was invoiced");
        }
        var date = order.shipDate().or(() -> order.cancelled() ? previous.get().shipDate() : Optional.empty());
        if (date.isEmpty()) {
            return new Plan.Nothing("the record is not of a shipped order any more");
        }
        var change = new SalesLines(currency);
        standing.billed().forEach((sku, units) -> {
            addUnits(order, sku, 0, units, change, 1);
            addUnits(previous.get(), sku, 0, units, change, -1);
        });
        var closed = Periods.holds(policy.closed(), date.get());
        if (closed.isPresent()) {
            return new Plan.Missing(new TreeSet<>(java.util.Set.of(closed.get())));
        }
        if (change.total().isNegative() && !standing.invoiced()) {
            return new Plan.Nothing("nothing was invoiced that could be credited");
        }
        var roles = rolesWithoutAccount();
        if (!roles.isEmpty()) {
            return new Plan.Missing(roles);
        }
        var marketplace = order.marketplace().siteName();
        var customer =
                lastInvoice(standing).map(Standing::customer).or(() -> mappings.customerOf(marketplace, date.get()));
        if (customer.isEmpty()) {
            return new Plan.Missing(
                    new TreeSet<>(java.util.Set.of(new MappingKey(MappingKey.Kind.CUSTOMER, marketplace))));
        }
        var receivable = mappings.accountOf(policy.profile().invoiceDebits(), null, date.get())
                .orElseThrow();
        var lines = change.against(
                receivable, "Order " + order.id(), mappings, marketplace, date.get(), policy.genericItems());
        return switch (lines) {
            case SalesLines.Result.Missing(var keys) -> new Plan.Missing(keys);
            case SalesLines.Result.Lines(var balanced) -> {
                var adjusted = new Adjusted(order, date.get(), customer.get(), balanced, change.total());
                yield change.total().isPositive() ? supplement(adjusted, standing) : credit(adjusted, standing);
            }
        };
    }

    /// What changed of an order.
    ///
    /// @param lines balanced
    /// @param change what it is worth more
    private record Adjusted(Order order, LocalDate date, String customer, List<Line> lines, Money change) {}

    private Plan supplement(Adjusted adjusted, OrderStanding standing) {
        var id = adjusted.order().id();
        var heading = adjusting(adjusted, references.invoice(id, standing.count(Document.Kind.INVOICE) + 1), standing);
        var invoice = new Invoice(heading, adjusted.customer(), id, Optional.empty(), adjusted.lines());
        var after = standing.with(new Standing(
                heading.id(),
                Document.Kind.INVOICE,
                adjusted.customer(),
                adjusted.change(),
                Money.zero(adjusted.change().currency())));
        return takeReceipts(id, new ArrayList<>(List.of(invoice)), after);
    }

    /// The memo is used at once against what is still open; the rest is the buyer's, and is shown as open.
    private Plan credit(Adjusted adjusted, OrderStanding standing) {
        var id = adjusted.order().id();
        var amount = adjusted.change().negate();
        var number = standing.count(Document.Kind.CREDIT_MEMO) + standing.count(Document.Kind.REFUND_RECEIPT) + 1;
        var heading = adjusting(adjusted, references.refund(id, number), standing);
        var documents = new ArrayList<Document>();
        documents.add(new CreditMemo(heading, adjusted.customer(), id, adjusted.lines()));
        var after = standing.with(new Standing(
                heading.id(), Document.Kind.CREDIT_MEMO, adjusted.customer(), amount, Money.zero(amount.currency())));
        var used = new ArrayList<>(applications(id, after, adjusted.customer(), amount));
        if (!used.isEmpty() && applying.usesMemosAtOnce()) {
            var sum = Money.zero(amount.currency());
            for (var application : used) {
                after = after.withApplied(application.posting(), application.amount());
                sum = sum.plus(application.amount());
            }
            after = after.withApplied(heading.id(), sum);
            used.add(new Application(heading.id(), Document.Kind.CREDIT_MEMO, Optional.of(id), sum.negate()));
            if (applying.usesMemosByPayment()) {
                documents.add(use(heading, adjusted, used));
            }
        }
        return new Plan.Ready(dated(documents), after);
    }

    private List<Document> dated(List<Document> documents) {
        return documents.stream()
                .map(document -> Periods.dated(policy.closed(), document))
                .toList();
    }

    /// A payment of nothing: it uses the memo against invoices.
    private CustomerPayment use(Heading memo, Adjusted adjusted, List<Application> applications) {
        var nothing = Money.zero(memo.currency());
        var heading = new Heading(
                memo.id().sibling(memo.id().document() + "-used"),
                references.used(memo.reference()),
                memo.date(),
                memo.currency(),
                "Uses " + memo.reference() + " against order "
                        + adjusted.order().id());
        var undeposited =
                mappings.accountOf(Role.UNDEPOSITED, null, memo.date()).orElseThrow();
        var receivable = mappings.accountOf(Role.RECEIVABLE, null, memo.date()).orElseThrow();
        return new CustomerPayment(
                heading,
                adjusted.customer(),
                List.of(
                        Line.balancing(undeposited, nothing, "Nothing is paid"),
                        Line.balancing(receivable, nothing, "Used")),
                applications);
    }

    private Heading adjusting(Adjusted adjusted, String reference, OrderStanding standing) {
        var id = adjusted.order().id();
        var number = 1
                + (int) standing.documents().stream()
                        .filter(document -> isAdjustment(document.id()))
                        .count();
        return new Heading(
                PostingId.ofOrder(policy.flow(), id.value(), ADJUSTMENT + number),
                reference,
                adjusted.date(),
                adjusted.change().currency(),
                "Amazon order " + id + " changed after it was invoiced",
                lastInvoice(standing).map(Standing::id));
    }

    private static Optional<Standing> lastInvoice(OrderStanding standing) {
        return standing.documents().reversed().stream()
                .filter(document -> document.kind() == Document.Kind.INVOICE)
                .findFirst();
    }

    private OrderSettler.Late lateInvoice(HeldSale sale, OrderStanding standing) {
        return switch (Resolution.ofGroup(sale.group(), mappings)) {
            case Resolution.Missing(var keys) -> new OrderSettler.Late.Waiting(keys);
            case Resolution.Ready ready -> {
                var currency = currencyOf(standing);
                var zone = Bucketing.zoneOf(sale.group().marketplace(), currency);
                var last = sale.group().rows().getLast().lastPosted();
                var settler = new OrderSettler(
                        policy, mappings, ready, new Calendar(zone, last, last), sale.settlement(), currency);
                yield settler.lateInvoices(sale.group(), standing);
            }
        };
    }

    private static String currencyOf(OrderStanding standing) {
        return standing.receipts().getFirst().amount().currency();
    }

    private static Map<String, Integer> newlyShipped(Order order, OrderStanding standing) {
        var shipped = new LinkedHashMap<String, Integer>();
        for (var item : order.items()) {
            shipped.merge(item.sku().value(), item.shipped(), Math::addExact);
        }
        var newly = new LinkedHashMap<String, Integer>();
        shipped.forEach((sku, units) -> {
            var more = units - standing.billed().getOrDefault(sku, 0);
            if (more > 0) {
                newly.put(sku, more);
            }
        });
        return newly;
    }

    private Plan increment(Order order, Map<String, Integer> newly, LocalDate date, OrderStanding standing) {
        var currency = order.marketplace().currency();
        var sale = new SalesLines(currency);
        newly.forEach((sku, units) -> addUnits(order, sku, standing.billed().getOrDefault(sku, 0), units, sale, 1));
        if (sale.total().isNegative()) {
            return new Plan.Nothing("the shipment is worth " + sale.total() + "; nothing to invoice");
        }
        if (isFree(sale) || (sale.total().isPositive() && isInvoicedInFull(order, standing))) {
            return new Plan.Ready(List.of(), standing.withBilled(newly));
        }
        var closed = Periods.holds(policy.closed(), date);
        if (closed.isPresent()) {
            return new Plan.Missing(new TreeSet<>(java.util.Set.of(closed.get())));
        }
        var roles = rolesWithoutAccount();
        if (!roles.isEmpty()) {
            return new Plan.Missing(roles);
        }
        var marketplace = order.marketplace().siteName();
        var customer = mappings.customerOf(marketplace, date);
        if (customer.isEmpty()) {
            return new Plan.Missing(
                    new TreeSet<>(java.util.Set.of(new MappingKey(MappingKey.Kind.CUSTOMER, marketplace))));
        }
        var receivable =
                mappings.accountOf(policy.profile().invoiceDebits(), null, date).orElseThrow();
        var lines = sale.against(receivable, "Order " + order.id(), mappings, marketplace, date, policy.genericItems());
        return switch (lines) {
            case SalesLines.Result.Missing(var keys) -> new Plan.Missing(keys);
            case SalesLines.Result.Lines(var balanced) -> {
                var number = standing.count(Document.Kind.INVOICE) + 1;
                var heading = new Heading(
                        PostingId.ofOrder(policy.flow(), order.id().value(), "invoice-" + number),
                        references.invoice(order.id(), number),
                        date,
                        currency,
                        "Amazon order " + order.id());
                var invoice = new Invoice(heading, customer.get(), order.id(), order.trackingNumber(), balanced);
                var after = standing.withBilled(newly)
                        .with(new Standing(
                                heading.id(),
                                Document.Kind.INVOICE,
                                customer.get(),
                                sale.total(),
                                Money.zero(currency)));
                yield takeReceipts(order.id(), new ArrayList<>(List.of(invoice)), after);
            }
        };
    }

    /// Replacements are free: stock moves, no revenue. Goods given away by a promotion are not: they are invoiced
    /// gross.
    private static boolean isFree(SalesLines sale) {
        return sale.total().isZero() && !sale.isWash();
    }

    /// An order's invoices never exceed what it is worth: a late invoice from settlement rows that name no
    /// units, or
    /// another SKU, must not be followed by a second one for the same goods.
    private static boolean isInvoicedInFull(Order order, OrderStanding standing) {
        var currency = order.marketplace().currency();
        if (!standing.invoiced()) {
            return false;
        }
        var whole = new SalesLines(currency);
        var shipped = new LinkedHashMap<String, Integer>();
        order.items().forEach(item -> shipped.merge(item.sku().value(), item.shipped(), Math::addExact));
        shipped.forEach((sku, units) -> addUnits(order, sku, 0, units, whole, 1));
        return invoiced(standing, currency).compareTo(whole.total()) >= 0;
    }

    /// Adds the amounts of units `from` to `from + units` of a SKU. An amount is split by quantity, in
    /// proportion and
    /// without loss: the
    /// parts of all increments sum to the whole.
    private static void addUnits(Order order, String sku, int from, int units, SalesLines sale, int sign) {
        var skip = from;
        var left = units;
        for (var item : order.items()) {
            if (!item.sku().value().equals(sku) || item.ordered() <= 0) {
                continue;
            }
            var start = Math.min(skip, item.ordered());
            skip -= start;
            var take = Math.min(left, item.ordered() - start);
            left -= take;
            if (take > 0) {
                item.proceeds()
                        .forEach((component, amount) -> category(component, item.taxFacilitated())
                                .ifPresent(category -> sale.add(
                                        category,
                                        sku,
                                        "",
                                        sign * take,
                                        sign
                                                * (share(amount, start + take, item.ordered())
                                                        - share(amount, start, item.ordered())),
                                        1,
                                        item.taxFacilitated())));
            }
        }
    }

    private static long share(Money amount, int units, int ordered) {
        return java.math.BigDecimal.valueOf(amount.minor())
                .multiply(java.math.BigDecimal.valueOf(units))
                .divide(java.math.BigDecimal.valueOf(ordered), 0, java.math.RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static Optional<Category> category(Component component, boolean taxFacilitated) {
        return switch (component) {
            case ITEM -> Optional.of(Category.REV_PRINCIPAL);
            case SHIPPING -> Optional.of(Category.REV_SHIPPING);
            case GIFT_WRAP -> Optional.of(Category.REV_GIFTWRAP);
            case DISCOUNT -> Optional.of(Category.REV_PROMO);
            case OTHER -> Optional.of(Category.REV_OTHER);
            case TAX -> taxFacilitated ? Optional.empty() : Optional.of(Category.TAX_COLLECTED);
        };
    }

    /// Takes money that waits in 1155 for the order's open invoices.
    private Plan takeReceipts(OrderId id, List<Document> documents, OrderStanding before) {
        var standing = before;
        if (!standing.receipts().isEmpty() && !documents.isEmpty()) {
            var invoiced = documents.stream()
                    .map(document -> document.heading().date())
                    .max(LocalDate::compareTo)
                    .orElseThrow();
            var number = 0;
            var left = new ArrayList<Receipt>();
            for (var receipt : before.receipts()) {
                var rest = receipt.amount();
                for (var customer : owing(standing, rest.currency())) {
                    var applications = applications(id, standing, customer, rest);
                    if (!applications.isEmpty()) {
                        number++;
                        var date = receipt.date().isAfter(invoiced) ? receipt.date() : invoiced;
                        documents.add(fromUnapplied(id, customer, receipt, date, number, applications, standing));
                        for (var application : applications) {
                            standing = standing.withApplied(application.posting(), application.amount());
                            rest = rest.minus(application.amount());
                        }
                    }
                }
                if (!rest.isZero()) { // Below zero where a marketplace withheld more tax than it collected.
                    left.add(new Receipt(receipt.settlement(), receipt.date(), rest));
                }
            }
            standing = standing.withReceipts(left);
        }
        return new Plan.Ready(dated(documents), standing);
    }

    /// The customers of open invoices, oldest first. A payment is of one customer; an order has several only
    /// when the
    /// mapping changed between its invoices.
    private static SequencedSet<String> owing(OrderStanding standing, String currency) {
        var customers = new LinkedHashSet<String>();
        for (var document : standing.documents()) {
            if (isOpenInvoice(document, currency)) {
                customers.add(document.customer());
            }
        }
        return customers;
    }

    private static boolean isOpenInvoice(Standing document, String currency) {
        return document.kind() == Document.Kind.INVOICE
                && document.amount().currency().equals(currency)
                && document.open().isPositive();
    }

    /// What that much money takes from a customer's open invoices, oldest first.
    private static List<Application> applications(OrderId id, OrderStanding standing, String customer, Money most) {
        var applications = new ArrayList<Application>();
        var left = most;
        for (var document : standing.documents()) {
            if (isOpenInvoice(document, most.currency()) && document.customer().equals(customer) && left.isPositive()) {
                var part = document.open().min(left);
                applications.add(new Application(document.id(), Document.Kind.INVOICE, Optional.of(id), part));
                left = left.minus(part);
            }
        }
        return applications;
    }

    /// The count of invoices is part of the id: receipts are taken only when an invoice was made, so that no
    /// two rounds
    /// of one settlement's money share an id.
    private Document fromUnapplied(
            OrderId id,
            String customer,
            Receipt receipt,
            LocalDate date,
            int number,
            List<Application> applications,
            OrderStanding standing) {
        var take = Money.zero(receipt.amount().currency());
        for (var application : applications) {
            take = take.plus(application.amount());
        }
        var round = standing.count(Document.Kind.INVOICE);
        var heading = new Heading(
                PostingId.ofOrder(
                        policy.flow(), id.value(), "receipt-" + receipt.settlement() + "." + round + "." + number),
                references.receipt(id, round, number),
                date,
                take.currency(),
                "Amazon order " + id + ", paid in settlement " + receipt.settlement());
        return applying.fromUnapplied(
                heading,
                customer,
                List.of(
                        Line.balancing(
                                mappings.accountOf(Role.UNAPPLIED, null, date).orElseThrow(),
                                take,
                                "Settlement " + receipt.settlement()),
                        Line.balancing(
                                mappings.accountOf(policy.profile().invoiceDebits(), null, date)
                                        .orElseThrow(),
                                take.negate(),
                                "Order " + id)),
                applications);
    }
}
