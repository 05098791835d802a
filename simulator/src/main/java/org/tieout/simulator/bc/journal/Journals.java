package org.tieout.simulator.bc.journal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tieout.simulator.bc.company.Books;

/// Plugs the entity sets of journals, payments, dimensions and G/L entries into a company. Not thread-safe: the
/// company guards it.
public final class Journals {
    private final JournalPosting posting;
    private final DefaultDimensionSet defaults;

    private Journals(JournalPosting posting, DefaultDimensionSet defaults) {
        this.posting = posting;
        this.defaults = defaults;
    }

    /// Registers the sets.
    ///
    /// @param dimensioned the tables of sales documents and lines, whose records carry dimensions too
    public static Journals register(Books books, List<String> dimensioned) {
        Batches batches = new Batches(books);
        Lines lines = new Lines(books, batches);
        JournalPosting posting = new JournalPosting(books, batches);
        books.register(new JournalSet(books, batches, posting));
        books.register(new JournalLineSet(books, batches, lines));
        books.register(new PaymentJournalSet(batches));
        books.register(new PaymentSet(books, batches, lines));
        books.register(new GeneralEntrySet(books));
        books.register(new DimensionLineSet(
                books,
                Stream.concat(Stream.of(Batches.LINES), dimensioned.stream()).toList()));
        books.register(new AttachmentSet(books));
        DefaultDimensionSet defaults = new DefaultDimensionSet(books);
        books.register(defaults);
        return new Journals(posting, defaults);
    }

    /// A human sets the default dimension of an account, customer, bank account or item.
    ///
    /// @param table the entity set of the owner
    /// @param value the default value's code, may be empty
    /// @param validation what posting demands, as `postingValidation` is written
    public void humanSetsDefaultDimension(
            String table, String number, String dimension, String value, String validation) {
        defaults.human(table, number, dimension, value, validation);
    }

    /// Posts what the job queue holds and is due; answers what was refused.
    public List<String> runQueue(Instant until) {
        return posting.runQueue(until);
    }
}
