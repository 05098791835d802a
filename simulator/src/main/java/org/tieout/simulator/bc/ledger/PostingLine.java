package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One line to post, as a journal has it; a sales document is posted as such lines too. Immutable.
///
/// @param place what a refusal of this line speaks of
/// @param amount in local currency, debit positive, at most two decimals
/// @param balancing where the other side goes; without it another line of the document balances this one
/// @param appliesTo the customer's open entry this line is applied to
/// @param dimensions value codes by dimension code, defaults included
/// @param systemCreated true where posting itself made the line: then direct posting is not asked for
public record PostingLine(
        Place place,
        DocumentType documentType,
        String documentNumber,
        LocalDate postingDate,
        Account account,
        BigDecimal amount,
        Optional<Account> balancing,
        Optional<AppliesTo> appliesTo,
        String description,
        String externalDocumentNumber,
        Map<String, String> dimensions,
        boolean systemCreated) {

    /// A document of the same customer.
    public record AppliesTo(DocumentType documentType, String documentNumber) {}

    /// Keeps the dimensions in order of code.
    ///
    /// @throws ArithmeticException if the amount has more than two decimals
    public PostingLine {
        amount = amount.setScale(2, RoundingMode.UNNECESSARY);
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
    }

    /// A line with no more than it needs.
    public static PostingLine of(
            Place place,
            DocumentType documentType,
            String documentNumber,
            LocalDate postingDate,
            Account account,
            BigDecimal amount) {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Map.of(),
                false);
    }

    /// With a balancing account.
    public PostingLine balancedBy(Account value) {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                Optional.of(value),
                appliesTo,
                description,
                externalDocumentNumber,
                dimensions,
                systemCreated);
    }

    /// Applied to an open document of the same customer.
    public PostingLine applyingTo(DocumentType type, String number) {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                balancing,
                Optional.of(new AppliesTo(type, number)),
                description,
                externalDocumentNumber,
                dimensions,
                systemCreated);
    }

    /// With a description and an external document number.
    public PostingLine describedAs(String text, String externalNumber) {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                balancing,
                appliesTo,
                text,
                externalNumber,
                dimensions,
                systemCreated);
    }

    /// Under another document number, as a posting number series gives it.
    public PostingLine numbered(String number) {
        return new PostingLine(
                place,
                documentType,
                number,
                postingDate,
                account,
                amount,
                balancing,
                appliesTo,
                description,
                externalDocumentNumber,
                dimensions,
                systemCreated);
    }

    /// With these dimension values.
    public PostingLine withDimensions(Map<String, String> values) {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                balancing,
                appliesTo,
                description,
                externalDocumentNumber,
                values,
                systemCreated);
    }

    /// As posting itself makes it, so that accounts without direct posting may be named.
    public PostingLine bySystem() {
        return new PostingLine(
                place,
                documentType,
                documentNumber,
                postingDate,
                account,
                amount,
                balancing,
                appliesTo,
                description,
                externalDocumentNumber,
                dimensions,
                true);
    }

    /// What the line adds to its document's balance.
    BigDecimal balance() {
        return balancing.isPresent() ? BigDecimal.ZERO : amount;
    }
}
