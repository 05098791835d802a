package org.tieout.simulator.bc.sales;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tieout.simulator.bc.company.Books;

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
}
