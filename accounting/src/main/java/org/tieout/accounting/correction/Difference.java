package org.tieout.accounting.correction;

import java.util.List;
import java.util.Optional;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;

/// One document as it is posted, with its corrections so far, beside what is planned now.
///
/// @param kind which document
/// @param posted its heading as posted; empty for one that is not
/// @param planned its heading as planned; empty for one that is not any more
/// @param remedy what is done about it
/// @param amounts its accounts, all of them
public record Difference(
        Document.Kind kind, Optional<Heading> posted, Optional<Heading> planned, Remedy remedy, List<Amount> amounts) {

    public Difference {
        if (posted.isEmpty() && planned.isEmpty()) {
            throw new IllegalArgumentException("a difference is of a posted or a planned document");
        }
        amounts = List.copyOf(amounts);
    }

    /// What is done about a difference.
    public enum Remedy {
        /// A journal moves the amounts.
        RECLASSIFIED("a journal moves the difference"),
        /// It is taken back and posted anew.
        REPLACED("taken back and replaced"),
        /// It is taken back.
        REVERSED("taken back"),
        /// It is posted.
        ADDED("posted"),
        /// Nothing: a person decides.
        HELD("held, a person decides");

        private final String words;

        Remedy(String words) {
            this.words = words;
        }

        /// What a person reads.
        public String words() {
            return words;
        }
    }

    /// One account of the document.
    ///
    /// @param account the account, and its tax code
    /// @param item the ledger's item; empty where there is none
    /// @param posted what it holds now, corrections included; debits positive
    /// @param planned what it should hold
    public record Amount(Account account, String item, Money posted, Money planned) {
        /// What it should hold more.
        public Money difference() {
            return planned.minus(posted);
        }
    }

    /// The document's heading: as posted, or as planned when it is not posted.
    public Heading heading() {
        return posted.or(() -> planned).orElseThrow();
    }

    /// The posting.
    public PostingId id() {
        return heading().id();
    }
}
