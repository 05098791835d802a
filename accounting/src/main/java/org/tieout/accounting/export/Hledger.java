package org.tieout.accounting.export;

import java.util.Locale;
import java.util.function.Function;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementId;

/// The journal format of hledger ("Journal", hledger manual), read by strict mode. The ledger's number is the code of
/// the
/// transaction, the customer or vendor its payee; everything else is a tag.
///
/// The format has no escapes: a semicolon in a description would begin a comment, and a comma would end a tag, so each
/// is
/// replaced by the other.
final class Hledger implements Dialect {

    @Override
    public String head() {
        return "; Exported by tieout. Debits are positive, credits negative.\ndecimal-mark .\n";
    }

    @Override
    public String currency(String code) {
        return "commodity 1000." + "0".repeat(Money.scaleOf(code)) + " " + code + "\n";
    }

    @Override
    public String account(String name, Account account) {
        return "account " + name + "\n" + tag("  ", "code", account.code()) + tag("  ", "name", account.name());
    }

    @Override
    public String transaction(SettlementId settlement, Document document, Function<Account, String> names) {
        var heading = document.heading();
        var text = new StringBuilder()
                .append(heading.date())
                .append(" * (")
                .append(description(heading.reference()).replace(')', ' '))
                .append(") ");
        document.customerName()
                .or(document::vendorName)
                .ifPresent(payee ->
                        text.append(description(payee).replace('|', '/')).append(" | "));
        text.append(description(heading.memo()))
                .append('\n')
                .append(tag("    ", "kind", DocumentJson.word(document.kind())))
                .append(tag("    ", "posting-id", heading.id().value()))
                .append(tag("    ", "settlement", settlement.value()));
        document.orderId().ifPresent(order -> text.append(tag("    ", "order", order.value())));
        document.applications()
                .forEach(application ->
                        text.append(tag("    ", "applies", application.posting().value())));
        document.lines().forEach(line -> text.append(posting(line, names)));
        return text.toString();
    }

    private static String posting(Line line, Function<Account, String> names) {
        var text = new StringBuilder("    ")
                .append(names.apply(line.account()))
                .append("  ")
                .append(line.amount())
                .append('\n')
                .append(tag("      ", "memo", line.memo()));
        line.category().ifPresent(category -> text.append(tag("      ", "category", category.code())));
        line.item()
                .ifPresent(item -> text.append(tag("      ", "item", item))
                        .append(tag("      ", "quantity", String.format(Locale.ROOT, "%d", line.quantity()))));
        return text.toString();
    }

    private static String description(String text) {
        return oneLine(text).replace(';', ',');
    }

    private static String tag(String indent, String name, String value) {
        return indent + "; " + name + ":" + oneLine(value).replace(',', ';') + "\n";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ").strip();
    }
}
