package org.tieout.simulator.qbo.company;

import java.math.BigDecimal;
import org.tieout.simulator.qbo.ledger.DocumentKey;

/// A payment that settles a document, or a deposit that carries a payment.
///
/// @param source the payment or deposit that holds the link
/// @param target the invoice, credit, payment and so on that it points at
public record Link(DocumentKey source, DocumentKey target, BigDecimal amount) {}
