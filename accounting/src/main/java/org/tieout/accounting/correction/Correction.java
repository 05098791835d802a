package org.tieout.accounting.correction;

import java.util.List;
import java.util.function.Predicate;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.period.ClosedPeriods;

/// What posting a source again comes to, given what is posted of it and what the same source plans to now. Pure.
///
/// What a bank line was matched with, or money has settled, is never taken back: its amounts move between accounts
/// by a
/// journal of exactly the difference. Everything else is taken back and replaced. Either way what is posted and its
/// corrections together are, account by account, what was planned now; so that asking again corrects nothing.
///
/// | What differs | What is posted |
/// |---|---|
/// | an account in a deposit, payment, refund receipt, or an invoice or memo that is applied | a journal |
/// | a journal; an invoice or memo that nothing is applied to | its reversal, and the next revision |
/// | the bank line, what buyers owe, which orders were sold or refunded | nothing: a person decides |
public sealed interface Correction {

    /// Nothing is to be posted.
    ///
    /// @param remarks what differs and stays as it is, and why; mostly empty
    record Same(List<String> remarks) implements Correction {
        public Same {
            remarks = List.copyOf(remarks);
        }
    }

    /// Something differs, and documents put it right.
    ///
    /// @param differences what differs, document by document
    /// @param documents what puts it right, in the order of posting
    /// @param remarks what differs and stays as it is, and why; mostly empty
    record Differs(List<Difference> differences, List<Document> documents, List<String> remarks) implements Correction {
        public Differs {
            differences = List.copyOf(differences);
            documents = List.copyOf(documents);
            remarks = List.copyOf(remarks);
        }
    }

    /// Something differs that no document of ours may put right.
    ///
    /// @param reason what, with the amounts, and what a person can do
    /// @param differences what differs, document by document
    record Held(String reason, List<Difference> differences) implements Correction {
        public Held {
            differences = List.copyOf(differences);
        }
    }

    /// What a comparison needs to know beside the documents.
    ///
    /// @param settled true for documents that money has settled, as far as the documents themselves do not say so
    /// @param periods which books are closed: a correction of a closed day is dated on the first open one
    /// @param mappings names the accounts that only documents may touch
    record Terms(Predicate<PostingId> settled, ClosedPeriods periods, Mappings mappings) {}

    /// Compares what is posted, corrections included, with what is planned now.
    ///
    /// @param posted every document that was ever posted of the source, in that order
    /// @param planned the documents of the whole source, planned anew
    static Correction of(List<Document> posted, List<Document> planned, Terms terms) {
        return new Corrector(terms).compare(posted, planned);
    }
}
