package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.List;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.money.Money;

/// What a plan carries from one step to the next: all that is neither in documents nor in orders' accounts yet. A plan
/// that goes on from its carry makes the same documents as one made in a single step.
///
/// Its size grows with payments, not with orders.
///
/// @param orders how many orders were taken
/// @param documents how many documents were made
/// @param orderRows sum of the order rows taken, in minor units
/// @param unapplied what waits in account 1155, by month
/// @param summarised rows of orders whose revenue comes from the settlement, by type, month and marketplace
/// @param profile the profile's own part
public record Carry(
        int orders,
        int documents,
        long orderRows,
        List<MonthAmount> unapplied,
        List<RowTotal> summarised,
        OfProfile profile) {

    /// Nothing yet.
    public static final Carry NONE = new Carry(0, 0, 0, List.of(), List.of(), OfProfile.NONE);

    public Carry {
        unapplied = List.copyOf(unapplied);
        summarised = List.copyOf(summarised);
    }

    /// An amount of a month.
    ///
    /// @param month the local month
    /// @param amount the amount
    public record MonthAmount(YearMonth month, Money amount) {}

    /// What a profile carries.
    ///
    /// @param payments payments that still gather invoices and memos
    /// @param made payments and refunds made so far, which the payout gathers
    /// @param counts how many payments each month has
    /// @param taken what clearing carries of documents that no payment names and the payout does not gather, by
    /// month
    public record OfProfile(
            List<OpenPayment> payments, List<Application> made, List<MonthCount> counts, List<MonthAmount> taken) {

        /// Nothing yet.
        public static final OfProfile NONE = new OfProfile(List.of(), List.of(), List.of(), List.of());

        public OfProfile {
            payments = List.copyOf(payments);
            made = List.copyOf(made);
            counts = List.copyOf(counts);
            taken = List.copyOf(taken);
        }
    }

    /// How many payments a month has.
    ///
    /// @param month the local month
    /// @param count its payments
    public record MonthCount(YearMonth month, int count) {}

    /// A payment that still gathers.
    ///
    /// @param month the local month
    /// @param customer whose it is
    /// @param links what it takes so far
    /// @param refunds refunds that wait for money to carry them
    public record OpenPayment(YearMonth month, String customer, List<Application> links, List<WaitingRefund> refunds) {
        public OpenPayment {
            links = List.copyOf(links);
            refunds = List.copyOf(refunds);
        }
    }

    /// A refund that waits for a payment with enough money.
    ///
    /// @param group the order's rows
    /// @param month the local month
    /// @param side which of its rows
    public record WaitingRefund(OrderGroup group, YearMonth month, Side side) {}

    /// The two sides of an order's rows in a month.
    public enum Side {
        /// Sales rows that came to less than nothing.
        SALE,
        /// Refund rows.
        REFUND
    }
}
