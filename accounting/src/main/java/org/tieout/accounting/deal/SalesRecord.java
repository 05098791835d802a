package org.tieout.accounting.deal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// An opportunity, a quote or an order as a CRM holds it, whole with its lines (dynamics-sales.md section 8).
///
/// @param table which it is
/// @param id its GUID as the source writes it
/// @param rowVersion grows with every change
/// @param number what people know it by
/// @param stage where it stands
/// @param opportunityId the opportunity it belongs to
/// @param quoteId the quote it was made of
/// @param buyer who buys
/// @param currency of every amount; empty when the source has none
/// @param ownerId the user it belongs to
/// @param lines in their order
/// @param amounts of the whole
/// @param pricingError not 0 when the source could not price it
/// @param closedOn the day it was won, accepted or submitted, else changed last
/// @param requestedDelivery the day the customer wants it
/// @param paymentTerms the source's code
/// @param shippingMethod the source's code
public record SalesRecord(
        Table table,
        String id,
        long rowVersion,
        Optional<String> number,
        Stage stage,
        Optional<String> opportunityId,
        Optional<String> quoteId,
        Optional<Buyer> buyer,
        String currency,
        Optional<String> ownerId,
        List<SourceLine> lines,
        Amounts amounts,
        int pricingError,
        LocalDate closedOn,
        Optional<LocalDate> requestedDelivery,
        Optional<String> paymentTerms,
        Optional<String> shippingMethod) {

    public SalesRecord {
        lines = List.copyOf(lines);
    }

    /// The tables, the least advanced first.
    public enum Table {
        /// An opportunity.
        OPPORTUNITY("opportunity"),
        /// A quote.
        QUOTE("quote"),
        /// An order.
        ORDER("order");

        private final String word;

        Table(String word) {
            this.word = word;
        }

        /// What a person calls it.
        public String word() {
            return word;
        }
    }

    /// Where a record stands (dynamics-sales.md section 8.1).
    public enum Stage {
        /// An opportunity that is worked on.
        OPEN,
        /// A quote that is written.
        DRAFT,
        /// A quote that is out, or an order that is written.
        ACTIVE,
        /// An opportunity that was won, a quote that was accepted.
        WON,
        /// An opportunity that was lost.
        LOST,
        /// A quote that was lost, canceled or revised.
        CLOSED,
        /// An order that was handed over.
        SUBMITTED,
        /// An order that was delivered.
        FULFILLED,
        /// An order that was invoiced.
        INVOICED,
        /// An order that was canceled.
        CANCELED,
        /// A record that is gone.
        DELETED,
        /// One that this version does not know.
        OTHER
    }

    /// Who buys.
    ///
    /// @param kind `account` or `contact`
    /// @param id its GUID
    public record Buyer(String kind, String id) {}

    /// One line.
    ///
    /// @param productNumber joins it to the ledger's item; nothing for what was written in
    /// @param description the product's name, or what was written in
    /// @param unit the unit's name
    /// @param isDefaultUnit true when it is the product's default unit
    /// @param quantity how many
    /// @param pricePerUnit before discounts
    /// @param volumeDiscount on each one
    /// @param manualDiscount on the line
    /// @param tax of the line
    /// @param base (price - volume discount) x quantity, as the source has it
    /// @param extended base - manual discount + tax, as the source has it
    public record SourceLine(
            Optional<String> productNumber,
            String description,
            Optional<String> unit,
            boolean isDefaultUnit,
            BigDecimal quantity,
            BigDecimal pricePerUnit,
            BigDecimal volumeDiscount,
            BigDecimal manualDiscount,
            BigDecimal tax,
            BigDecimal base,
            BigDecimal extended) {}

    /// The amounts of the whole record, as the source has them.
    ///
    /// @param lineTotal sum of the lines' base amounts less their manual discounts
    /// @param discount on the whole, as an amount
    /// @param discountPercentage on the whole, in percent of the line total
    /// @param freight freight
    /// @param tax of all lines
    /// @param total what the customer is to pay
    /// @param value of an opportunity its actual or estimated value
    public record Amounts(
            BigDecimal lineTotal,
            BigDecimal discount,
            BigDecimal discountPercentage,
            BigDecimal freight,
            BigDecimal tax,
            BigDecimal total,
            Optional<BigDecimal> value) {}

    /// How a person finds it: `order SO-1001`, or with its id where it has no number.
    public String name() {
        return table.word() + " " + number.orElse(id);
    }
}
