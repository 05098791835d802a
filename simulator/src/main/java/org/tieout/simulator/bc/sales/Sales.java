package org.tieout.simulator.bc.sales;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.state.Entity;

/// Plugs the entity sets of sales documents into a company. Stateless.
public final class Sales {
    private Sales() {}

    /// Registers the sets.
    public static void register(Books books) {
        SalesActions actions = new SalesActions(books);
        for (SalesKind kind : SalesKind.values()) {
            books.register(new SalesDocuments(books, kind, actions));
            books.register(new SalesLines(books, kind));
        }
        books.watch(new Receivables(books)::applied);
    }

    /// The tables of documents and lines, whose records carry dimensions.
    public static List<String> tables() {
        return Arrays.stream(SalesKind.values())
                .flatMap(kind -> Stream.of(kind.set(), kind.lines()))
                .toList();
    }

    /// Every invoice, order and credit memo there is, in order of creation within its kind.
    public static List<SalesDocument> documents(Books books) {
        return Arrays.stream(SalesKind.values())
                .flatMap(
                        kind -> books.table(kind.set()).all().stream().map(document -> document(books, kind, document)))
                .toList();
    }

    private static SalesDocument document(Books books, SalesKind kind, Entity document) {
        boolean owed = !document.text("status").equals("Draft");
        return new SalesDocument(
                kind.caption(),
                kind.set(),
                document.id().toString(),
                document.text("number"),
                document.text("externalDocumentNumber"),
                document.text("customerNumber"),
                document.text("status"),
                document.date("postingDate"),
                document.amount("totalAmountIncludingTax"),
                owed ? Optional.of(document.amount("remainingAmount")) : Optional.empty(),
                Dimensions.of(document.data()),
                books.table(kind.lines()).below(document.id()).stream()
                        .map(Sales::line)
                        .toList());
    }

    private static SalesDocument.Line line(Entity line) {
        return new SalesDocument.Line(
                line.text("lineType"),
                line.text("lineObjectNumber"),
                line.text("description"),
                line.amount("quantity"),
                line.amount("unitPrice"),
                line.amount("netAmountIncludingTax"),
                line.text("taxCode"),
                Dimensions.of(line.data()));
    }
}
