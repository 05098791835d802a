package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.refusal.Refusals;

/// US sales tax: an explicit TotalTax is honoured; automated sales tax taxes TAX lines and lines without a
/// code as soon
/// as
/// the goods go to a US address. Source: Intuit, "Automated sales tax for US locales" and blog of 28 Mar 2018.
final class SalesTax {
    private static final Set<String> UNITED_STATES = Set.of("", "US", "USA", "UNITED STATES");

    private final Books books;

    SalesTax(Books books) {
        this.books = books;
    }

    /// Completes TxnTaxDetail and returns the tax.
    BigDecimal complete(Draft draft, BigDecimal taxable) {
        ObjectNode data = draft.data();
        JsonNode sent = draft.sent().path("TxnTaxDetail");
        if (data.path("GlobalTaxCalculation").asText().equals("NotApplicable") && sent.isObject()) {
            throw Refusals.taxDetailNotAllowed();
        }
        Fields.ref(sent, "TxnTaxCodeRef").ifPresent(code -> {
            if (!code.equals("TAX") && !code.equals("NON")) {
                throw Refusals.invalidSalesTaxCode(code);
            }
        });
        BigDecimal tax = Fields.cents(amount(data, sent, taxable));
        data.set("TxnTaxDetail", Json.object().put("TotalTax", tax));
        return tax;
    }

    private BigDecimal amount(ObjectNode data, JsonNode sent, BigDecimal taxable) {
        if (sent.has("TotalTax")) {
            return Fields.amount(sent, "TotalTax");
        }
        if (!books.switches.automatedSalesTax()) {
            return Fields.amount(data.path("TxnTaxDetail"), "TotalTax");
        }
        return goesToUnitedStates(data) ? taxable.multiply(books.switches.automatedTaxRate()) : BigDecimal.ZERO;
    }

    private static boolean goesToUnitedStates(ObjectNode data) {
        JsonNode address = data.path("ShipAddr");
        return address.isObject()
                && UNITED_STATES.contains(
                        address.path("Country").asText("").strip().toUpperCase(Locale.ROOT));
    }
}
