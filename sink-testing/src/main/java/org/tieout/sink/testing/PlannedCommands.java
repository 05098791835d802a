package org.tieout.sink.testing;

import java.util.List;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.event.Application;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;

/// Documents of a plan as the commands that ask for them.
public final class PlannedCommands {
    private PlannedCommands() {}

    /// A document as the command at that place of its settlement's sequence.
    public static PostingCommand of(TradeCommands trade, String settlement, int sequence, int of, Document document) {
        var command =
                trade.command(SourceKind.SETTLEMENT, settlement, sequence, of, "part-" + sequence, document(document));
        command.setPostingId(document.id().value());
        return command;
    }

    private static org.tieout.event.Document document(Document document) {
        var heading = document.heading();
        return org.tieout.event.Document.newBuilder()
                .setKind(kind(document.kind()))
                .setReference(heading.reference())
                .setDate(heading.date())
                .setCurrency(heading.currency())
                .setCustomer(document.customerName().orElse(null))
                .setVendor(document.vendorName().orElse(null))
                .setMemo(heading.memo())
                .setOrderId(document.orderId().map(OrderId::value).orElse(null))
                .setLines(document.lines().stream().map(PlannedCommands::line).toList())
                .setApplications(applications(document))
                .setCorrects(heading.corrects().map(PostingId::value).orElse(null))
                .build();
    }

    private static DocumentLine line(Line line) {
        return DocumentLine.newBuilder()
                .setAccount(line.account().code())
                .setAmount(money(line.amount()))
                .setMemo(line.memo())
                .setItem(line.item().orElse(null))
                .setQuantity(line.item().isPresent() ? line.quantity() : null)
                .setCategory(line.category().map(category -> category.code()).orElse(null))
                .setSourceRows(line.sourceRows())
                .build();
    }

    private static List<Application> applications(Document document) {
        return document.applications().stream()
                .map(application -> Application.newBuilder()
                        .setPostingId(application.posting().value())
                        .setKind(kind(application.kind()))
                        .setOrderId(application.order().map(OrderId::value).orElse(null))
                        .setAmount(money(application.amount()))
                        .build())
                .toList();
    }

    private static DocumentKind kind(Document.Kind kind) {
        return DocumentKind.valueOf(kind.name());
    }

    private static org.tieout.event.Money money(Money money) {
        return TradeCommands.money(money.toBigDecimal().toPlainString());
    }
}
