package org.tieout.accounting.document;

import java.util.Optional;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;

/// What a payment settles, or what a deposit gathers.
///
/// @param posting the document it takes from
/// @param kind that document's kind
/// @param order the order behind it, where there is one
/// @param amount positive for invoices and payments, negative for credit memos and refund receipts
public record Application(PostingId posting, Document.Kind kind, Optional<OrderId> order, Money amount) {}
