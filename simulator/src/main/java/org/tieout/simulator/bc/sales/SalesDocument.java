package org.tieout.simulator.bc.sales;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.bc.ledger.DocumentType;

/// A sales document as a checker sees it, draft or posted.
///
/// @param type `Invoice`, `Order` or `Credit Memo`
/// @param set its entity set
/// @param status as on the wire, such as `Draft` or `Paid`
/// @param total with tax
/// @param remaining what the customer still owes of it; nothing for drafts and orders
public record SalesDocument(
        String type,
        String set,
        String id,
        String number,
        String externalDocumentNumber,
        String customerNumber,
        String status,
        Optional<LocalDate> postingDate,
        BigDecimal total,
        Optional<BigDecimal> remaining,
        Map<String, String> dimensions,
        List<Line> lines) {

    /// Copies lines and dimensions.
    public SalesDocument {
        dimensions = Map.copyOf(dimensions);
        lines = List.copyOf(lines);
    }

    /// A line of it.
    ///
    /// @param type as on the wire, such as `Item`
    /// @param number the item's or account's
    /// @param amount with tax, after every discount
    public record Line(
            String type,
            String number,
            String description,
            BigDecimal quantity,
            BigDecimal unitPrice,
            BigDecimal amount,
            String taxCode,
            Map<String, String> dimensions) {
        /// Copies the dimensions.
        public Line {
            dimensions = Map.copyOf(dimensions);
        }
    }

    /// Whether it was posted.
    public boolean posted() {
        return !status.equals("Draft");
    }

    /// The type its ledger entries have.
    public DocumentType documentType() {
        return type.equals(SalesKind.CREDIT_MEMO.caption()) ? DocumentType.CREDIT_MEMO : DocumentType.INVOICE;
    }
}
