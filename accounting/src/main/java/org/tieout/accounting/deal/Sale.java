package org.tieout.accounting.deal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tieout.accounting.deal.DealPolicy.Form;
import org.tieout.accounting.deal.Ripeness.Basis;
import org.tieout.accounting.money.Money;

/// What a deal sells: an order or a draft invoice. No entry in the books; the ledger makes those when it is
/// posted.
///
/// @param deal the deal
/// @param basis the record that says what is sold
/// @param basisNumber the number people know that record by
/// @param form order or invoice
/// @param date the day it was closed
/// @param customer its customer
/// @param lines in their order
/// @param net sum of the lines
/// @param tax as the source has it, to be compared with the ledger's
/// @param comparesTax true when the ledger's tax must be the source's; else net alone is compared
/// @param approved true when nobody has to approve it
/// @param representative the ledger's code of the salesperson
/// @param paymentTerms the ledger's code
/// @param shipmentMethod the ledger's code
/// @param requestedDelivery the day the customer wants it
public record Sale(
        DealId deal,
        Basis basis,
        Optional<String> basisNumber,
        Form form,
        LocalDate date,
        Customer customer,
        List<Line> lines,
        Money net,
        Money tax,
        boolean comparesTax,
        boolean approved,
        Optional<String> representative,
        Optional<String> paymentTerms,
        Optional<String> shipmentMethod,
        Optional<LocalDate> requestedDelivery) {

    public Sale {
        lines = List.copyOf(lines);
    }

    /// Whom it is sold to.
    ///
    /// @param number the customer's number in the ledger
    /// @param posting the posting that keeps it in step; nothing where a mapping names a customer of the
    /// ledger
    public record Customer(String number, Optional<String> posting) {}

    /// What a line is.
    public enum LineKind {
        /// An item of the ledger.
        ITEM,
        /// An account.
        ACCOUNT,
        /// A text alone.
        COMMENT
    }

    /// One line.
    ///
    /// @param kind what it is
    /// @param number of the item or account; empty for a text
    /// @param description what a person reads
    /// @param quantity how many
    /// @param unitPrice of one, without tax; negative for a discount
    /// @param unit the ledger's unit of measure; nothing for the item's own
    /// @param taxCode the ledger's; empty for its own choice
    /// @param amount quantity x price, rounded to the currency
    /// @param dimensions by name
    /// @param rowVersion of the mapping row that chose item or account; 0 where none did
    public record Line(
            LineKind kind,
            String number,
            String description,
            BigDecimal quantity,
            BigDecimal unitPrice,
            Optional<String> unit,
            String taxCode,
            Money amount,
            SortedMap<String, String> dimensions,
            long rowVersion) {

        public Line {
            dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
            quantity = normal(quantity);
            unitPrice = normal(unitPrice);
        }

        /// Equal figures shall be equal whatever zeros the source wrote.
        private static BigDecimal normal(BigDecimal figure) {
            var stripped = figure.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /// Net and tax.
    public Money total() {
        return net.plus(tax);
    }

    /// The same in the form that was commanded before: a draft does not become another kind of document.
    public Sale in(Form other) {
        return new Sale(
                deal,
                basis,
                basisNumber,
                other,
                date,
                customer,
                lines,
                net,
                tax,
                comparesTax,
                approved,
                representative,
                paymentTerms,
                shipmentMethod,
                requestedDelivery);
    }
}
