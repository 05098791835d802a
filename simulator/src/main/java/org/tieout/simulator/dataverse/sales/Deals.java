package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;

/// The seeded deals, one for each route a deal can take, and what the salespeople do with them as world time goes on.
/// Thread-safe.
public final class Deals {
    private final Organization organization;
    private final Salesperson sales;
    private final Instant start;
    private final List<Step> steps = new ArrayList<>();
    private final List<Deal> deals = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    /// A seeded deal.
    ///
    /// @param name its route
    /// @param first the record it began as
    public record Deal(String name, Reference customer, Reference first) {}

    private record Step(String deal, Duration after, Runnable act) {}

    /// None yet.
    public Deals(Organization organization, Crm crm, Founding founding) {
        this.organization = organization;
        this.sales = new Salesperson(organization, crm, founding);
        this.start = organization.now();
    }

    /// The deals.
    public synchronized List<Deal> all() {
        return List.copyOf(deals);
    }

    /// What was planned and not possible any more.
    public List<String> overtaken() {
        return organization.atomically(sales::notes);
    }

    /// Brings customers and deals in, in their first states.
    public synchronized void seed() {
        organization.atomically(() -> {
            wonWithoutQuote();
            quoteConverted();
            quoteAccepted();
            orderDirect();
            writeIn();
            discounts();
            freightAndTax();
            withoutLines();
            reopened();
            renamed();
            deleted();
            lost();
            personAsCustomer();
            return true;
        });
    }

    /// Lets the salespeople work ahead of world time, from now on and by this much more.
    public void pass(Duration by, Instant now) {
        workAhead(by);
        run(now);
    }

    private synchronized void workAhead(Duration by) {
        ahead = ahead.plus(by);
    }

    /// Does what is due at this time.
    public void run(Instant now) {
        List<Step> due = take(now);
        while (!due.isEmpty()) {
            due.forEach(this::act);
            due = take(now);
        }
    }

    private synchronized List<Step> take(Instant now) {
        List<Step> due = steps.stream()
                .filter(step -> !start.plus(step.after()).isAfter(now.plus(ahead)))
                .sorted(Comparator.comparing(Step::after))
                .toList();
        steps.removeAll(due);
        return due;
    }

    /// Does the next thing in a deal at once.
    ///
    /// @return whether there was one
    public boolean advance(String deal) {
        Optional<Step> next = takeNext(deal);
        next.ifPresent(this::act);
        return next.isPresent();
    }

    private synchronized Optional<Step> takeNext(String deal) {
        Optional<Step> next =
                steps.stream().filter(step -> step.deal().equals(deal)).min(Comparator.comparing(Step::after));
        next.ifPresent(steps::remove);
        return next;
    }

    // Somebody may have changed the deal meanwhile, so that what was planned is not possible any more.
    private void act(Step step) {
        try {
            organization.atomically(() -> {
                step.act().run();
                return true;
            });
        } catch (Refusal overtaken) {
            organization.atomically(() -> sales.note(step.deal(), overtaken.text()));
        }
    }

    private synchronized void after(String deal, int hours, Runnable act) {
        steps.add(new Step(deal, Duration.ofHours(hours), act));
    }

    private void deal(String name, Reference customer, Reference first) {
        deals.add(new Deal(name, customer, first));
    }

    private void wonWithoutQuote() {
        Reference customer = sales.account("Alder Ridge Outfitters", "C-1001", "Boulder", "CO");
        Reference deal = sales.opportunity("Alder Ridge: autumn kitchen", customer);
        sales.line(Family.OPPORTUNITY, deal, "MUG-CERAMIC-BLU", "24");
        sales.line(Family.OPPORTUNITY, deal, "TEAPOT-GLASS-1L", "6");
        deal("won-without-quote", customer, deal);
        after("won-without-quote", 6, () -> sales.win(deal));
    }

    private void quoteConverted() {
        Reference customer = sales.account("Birch Lane Hotels", "C-1002", "Portland", "OR");
        Reference deal = sales.opportunity("Birch Lane: breakfast rooms", customer);
        Reference quote = sales.quote("Birch Lane: breakfast rooms", customer, Optional.of(deal));
        sales.line(Family.QUOTE, quote, "GRINDER-BURR", "4");
        sales.line(Family.QUOTE, quote, "KETTLE-GOOSE", "4");
        deal("quote-converted", customer, deal);
        after("quote-converted", 4, () -> sales.state(quote, 1, 3));
        after("quote-converted", 10, () -> {
            Reference order = sales.convert(quote);
            after("quote-converted", 12, () -> sales.state(order, 1, 3));
            after("quote-converted", 13, () -> sales.win(deal));
        });
    }

    private void quoteAccepted() {
        Reference customer = sales.account("Clover Field Cafe", "C-1003", "Austin", "TX");
        Reference quote = sales.quote("Clover Field: pans", customer, Optional.empty());
        sales.line(Family.QUOTE, quote, "PAN-CARBON-26", "10");
        deal("quote-accepted", customer, quote);
        after("quote-accepted", 5, () -> sales.state(quote, 1, 3));
        after("quote-accepted", 24, () -> sales.winQuote(quote));
    }

    private void orderDirect() {
        Reference customer = sales.account("Dune Harbor Supply", "C-1004", "Monterey", "CA");
        Reference order = sales.order("Dune Harbor: knives", customer);
        sales.line(Family.ORDER, order, "KNIFE-CHEF-20", "12");
        deal("order-direct", customer, order);
        after("order-direct", 8, () -> sales.state(order, 1, 3));
    }

    private void writeIn() {
        Reference customer = sales.account("Elm Street Bistro", "C-1005", "Chicago", "IL");
        Reference order = sales.order("Elm Street: engraved boards", customer);
        sales.line(Family.ORDER, order, "BOARD-OAK-L", "8");
        sales.writeIn(order, "Engraving of eight boards", "8", "6.50");
        deal("write-in", customer, order);
        after("write-in", 14, () -> sales.state(order, 1, 3));
    }

    private void discounts() {
        Reference customer = sales.account("Fern Valley School", "C-1006", "Madison", "WI");
        Reference order = sales.order("Fern Valley: home economics", customer);
        ObjectNode line = sales.productLine(Family.ORDER, order, "SCALE-POUR", "15");
        line.set("manualdiscountamount", Salesperson.number("9.99"));
        line.set("volumediscountamount", Salesperson.number("1.25"));
        sales.create("salesorderdetail", line);
        sales.line(Family.ORDER, order, "MUG-CERAMIC-BLU", "30");
        ObjectNode header = Json.object();
        header.set("discountpercentage", Salesperson.number("5"));
        header.set("discountamount", Salesperson.number("10.00"));
        sales.edit(order, header);
        deal("discounts", customer, order);
        after("discounts", 16, () -> sales.state(order, 1, 3));
    }

    private void freightAndTax() {
        Reference customer = sales.account("Grove Hill Market", "C-1007", "Denver", "CO");
        Reference order = sales.order("Grove Hill: restock", customer);
        ObjectNode line = sales.productLine(Family.ORDER, order, "KETTLE-GOOSE", "5");
        line.set("tax", Salesperson.number("26.61"));
        sales.create("salesorderdetail", line);
        ObjectNode freight = Json.object();
        freight.set("freightamount", Salesperson.number("25.00"));
        sales.edit(order, freight);
        deal("freight-and-tax", customer, order);
        after("freight-and-tax", 18, () -> sales.state(order, 1, 3));
        after("freight-and-tax", 40, () -> sales.fulfil(order));
    }

    private void withoutLines() {
        Reference customer = sales.account("Heron Bay Catering", "C-1008", "Tampa", "FL");
        Reference deal = sales.opportunity("Heron Bay: consulting day", customer);
        ObjectNode estimate = Json.object();
        estimate.put("isrevenuesystemcalculated", false);
        estimate.set("estimatedvalue", Salesperson.number("1200.00"));
        sales.edit(deal, estimate);
        deal("without-lines", customer, deal);
        after("without-lines", 20, () -> sales.win(deal));
    }

    private void reopened() {
        Reference customer = sales.account("Ivy Court Residences", "C-1009", "Boston", "MA");
        Reference deal = sales.opportunity("Ivy Court: guest kitchens", customer);
        Reference line = sales.line(Family.OPPORTUNITY, deal, "TEAPOT-GLASS-1L", "9");
        deal("reopened", customer, deal);
        after("reopened", 9, () -> sales.win(deal));
        after("reopened", 30, () -> {
            sales.state(deal, 0, 1);
            ObjectNode more = Json.object();
            more.set("quantity", Salesperson.number("12"));
            sales.edit(line, more);
        });
        after("reopened", 33, () -> sales.win(deal));
    }

    private void renamed() {
        Reference customer = sales.account("Juniper Mill", "C-1010", "Salem", "OR");
        Reference order = sales.order("Juniper Mill: first order", customer);
        sales.line(Family.ORDER, order, "GRINDER-BURR", "2");
        deal("renamed", customer, order);
        after("renamed", 7, () -> sales.state(order, 1, 3));
        after("renamed", 28, () -> sales.edit(customer, Json.object().put("name", "Juniper Mill Trading")));
    }

    private void deleted() {
        Reference customer = sales.account("Kelp Works", "C-1011", "Seattle", "WA");
        Reference order = sales.order("Kelp Works: entered by mistake", customer);
        sales.line(Family.ORDER, order, "KNIFE-CHEF-20", "1");
        deal("deleted", customer, order);
        after("deleted", 26, () -> sales.delete(order));
    }

    private void lost() {
        Reference customer = sales.account("Laurel Kitchens", "C-1012", "Phoenix", "AZ");
        Reference deal = sales.opportunity("Laurel: show kitchen", customer);
        sales.line(Family.OPPORTUNITY, deal, "BOARD-OAK-L", "40");
        deal("lost", customer, deal);
        after("lost", 22, () -> sales.lose(deal));
    }

    private void personAsCustomer() {
        Reference account = sales.account("Maple Yard Studios", "C-1013", "Burlington", "VT");
        Reference person = sales.contact("Studio", "Office", account);
        Reference deal = sales.opportunity("Maple Yard: tasting room", person);
        sales.line(Family.OPPORTUNITY, deal, "SCALE-POUR", "3");
        deal("person-as-customer", person, deal);
        after("person-as-customer", 11, () -> sales.win(deal));
    }
}
