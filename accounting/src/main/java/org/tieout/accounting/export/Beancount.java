package org.tieout.accounting.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.source.SettlementId;

/// The language of beancount, version 2 and 3 ("Beancount Language Syntax"). The kind is a tag; links tie a document to
/// its settlement, its orders, and to what it settles or gathers.
final class Beancount implements Dialect {

    /// Accounts and currencies exist since ever: a settlement may come before another that was exported earlier.
    private static final String SINCE = "1970-01-01";

    @Override
    public String head() {
        return "; Exported by tieout. Debits are positive, credits negative.\n";
    }

    @Override
    public String currency(String code) {
        return SINCE + " commodity " + code + "\n";
    }

    @Override
    public String account(String name, Account account) {
        return SINCE + " open " + name + "\n" + metadata("  ", "code", account.code())
                + metadata("  ", "name", account.name());
    }

    @Override
    public String transaction(SettlementId settlement, Document document, Function<Account, String> names) {
        var heading = document.heading();
        var text = new StringBuilder().append(heading.date()).append(" * ");
        document.customerName()
                .or(document::vendorName)
                .ifPresent(payee -> text.append(quoted(payee)).append(' '));
        text.append(quoted(heading.memo())).append(" #").append(DocumentJson.word(document.kind()));
        links(settlement, document).forEach(link -> text.append(" ^").append(link));
        text.append('\n')
                .append(metadata("  ", "posting-id", heading.id().value()))
                .append(metadata("  ", "reference", heading.reference()));
        document.lines().forEach(line -> text.append(posting(line, names)));
        return text.toString();
    }

    private static List<String> links(SettlementId settlement, Document document) {
        var links = new ArrayList<String>();
        links.add(document.id().value());
        links.add("settlement/" + settlement.value());
        document.orderId().ifPresent(order -> links.add("order/" + order.value()));
        for (Application application : document.applications()) {
            links.add(application.posting().value());
            application.order().ifPresent(order -> links.add("order/" + order.value()));
        }
        return links.stream()
                .map(link -> link.replaceAll("[^A-Za-z0-9/._-]", "_"))
                .distinct()
                .toList();
    }

    private static String posting(Line line, Function<Account, String> names) {
        var text = new StringBuilder("  ")
                .append(names.apply(line.account()))
                .append("  ")
                .append(line.amount())
                .append('\n')
                .append(metadata("    ", "memo", line.memo()));
        line.category().ifPresent(category -> text.append(metadata("    ", "category", category.code())));
        line.item()
                .ifPresent(item -> text.append(metadata("    ", "item", item))
                        .append(String.format(Locale.ROOT, "    quantity: %d\n", line.quantity())));
        return text.toString();
    }

    private static String metadata(String indent, String key, String value) {
        return indent + key + ": " + quoted(value) + "\n";
    }

    /// A string is escaped as in C; control characters that a person cannot read become blanks.
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }
}
