package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Entry;

/// A document as it truly stands, for checkers.
///
/// @param state `live`, `voided` or `deleted`
/// @param open what is unpaid or unspent, for documents that can be settled
/// @param body as the API would answer it; an own copy
/// @param links what this document points at (a payment's invoices, a deposit's payments)
public record Document(
        DocumentKey key,
        String state,
        long syncToken,
        Optional<String> docNumber,
        Optional<String> txnDate,
        Optional<String> paymentRefNum,
        Optional<String> privateNote,
        Optional<String> customerId,
        BigDecimal total,
        Optional<BigDecimal> open,
        ObjectNode body,
        List<Link> links,
        List<Entry> entries) {}
