package org.tieout.accounting.export;

import java.util.List;
import java.util.Locale;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;

/// A document as a JSON object (RFC 8259), as docs/reference/settle-json.md describes it. Amounts are text, exact,
/// debits
/// positive.
public final class DocumentJson {

    private DocumentJson() {}

    /// The document, without line breaks.
    public static String of(Document document) {
        var heading = document.heading();
        var json = new JsonObject()
                .text("kind", word(document.kind()))
                .text("postingId", heading.id().value())
                .text("date", heading.date().toString())
                .text("currency", heading.currency())
                .text("reference", heading.reference())
                .text("memo", heading.memo());
        document.customerName().ifPresent(name -> json.text("customer", name));
        document.vendorName().ifPresent(name -> json.text("vendor", name));
        document.orderId().ifPresent(order -> json.text("orderId", order.value()));
        json.array("lines", document.lines().stream().map(DocumentJson::line).toList());
        applications(document, json);
        return json.end();
    }

    /// The word of a kind, as every output writes it: `CREDIT_MEMO` is `credit-memo`.
    static String word(Document.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String line(Line line) {
        var json = new JsonObject()
                .text("account", line.account().code())
                .text("accountName", line.account().name())
                .text("amount", line.amount().amount())
                .text("memo", line.memo());
        line.category().ifPresent(category -> json.text("category", category.code()));
        line.item().ifPresent(item -> json.text("item", item).number("quantity", line.quantity()));
        return json.end();
    }

    /// What a payment settles, or a deposit gathers; and for payments the orders behind it, each once.
    private static void applications(Document document, JsonObject json) {
        switch (document.kind()) {
            case CUSTOMER_PAYMENT ->
                json.array("orders", orders(document)).array("applies", applied(document.applications()));
            case DEPOSIT -> json.array("gathers", applied(document.applications()));
            case CREDIT_REFUND, BILL_PAYMENT -> json.array("applies", applied(document.applications()));
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT, BILL, JOURNAL, SPEND_MONEY, RECEIVE_MONEY, TRANSFER -> {
                // They stand alone.
            }
        }
    }

    private static List<String> orders(Document document) {
        return document.applications().stream()
                .flatMap(application -> application.order().stream())
                .distinct()
                .map(order -> JsonObject.quoted(order.value()))
                .toList();
    }

    private static List<String> applied(List<Application> applications) {
        return applications.stream().map(DocumentJson::applied).toList();
    }

    private static String applied(Application application) {
        var json = new JsonObject()
                .text("kind", word(application.kind()))
                .text("postingId", application.posting().value());
        application.order().ifPresent(order -> json.text("orderId", order.value()));
        return json.text("amount", application.amount().amount()).end();
    }
}
