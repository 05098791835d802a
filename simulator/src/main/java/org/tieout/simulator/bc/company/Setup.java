package org.tieout.simulator.bc.company;

import java.time.LocalDate;
import java.util.Optional;

/// General ledger setup and sales setup, as a human sees them.
///
/// @param allowPostingFrom the first day that can be posted to
/// @param allowPostingTo the last one
/// @param externalNumberMandatory whether a sales document needs an external document number
/// @param deletePosted whether posted documents may be deleted
/// @param vat whether the company reports VAT instead of sales tax
/// @param customerTemplate whether a template gives customers made over the API their posting groups
public record Setup(
        Optional<LocalDate> allowPostingFrom,
        Optional<LocalDate> allowPostingTo,
        boolean externalNumberMandatory,
        boolean deletePosted,
        boolean customerTemplate,
        boolean vat) {

    /// Every day is open.
    static Setup defaults() {
        return new Setup(Optional.empty(), Optional.empty(), false, false, true, false);
    }

    /// Whether this day can be posted to.
    public boolean allows(LocalDate date) {
        return allowPostingFrom.map(from -> !date.isBefore(from)).orElse(true)
                && allowPostingTo.map(to -> !date.isAfter(to)).orElse(true);
    }

    Setup withPosting(Optional<LocalDate> from, Optional<LocalDate> to) {
        return new Setup(from, to, externalNumberMandatory, deletePosted, customerTemplate, vat);
    }

    Setup withExternalNumberMandatory(boolean value) {
        return new Setup(allowPostingFrom, allowPostingTo, value, deletePosted, customerTemplate, vat);
    }

    Setup withDeletePosted(boolean value) {
        return new Setup(allowPostingFrom, allowPostingTo, externalNumberMandatory, value, customerTemplate, vat);
    }

    Setup withCustomerTemplate(boolean value) {
        return new Setup(allowPostingFrom, allowPostingTo, externalNumberMandatory, deletePosted, value, vat);
    }

    Setup withVat(boolean value) {
        return new Setup(
                allowPostingFrom, allowPostingTo, externalNumberMandatory, deletePosted, customerTemplate, value);
    }
}
