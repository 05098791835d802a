package org.tieout.simulator.bc.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The master data posting asks about, as it is at this moment.
public interface Masters {
    /// A G/L account by number.
    Optional<AccountCard> account(String number);

    /// A customer by number.
    Optional<CustomerCard> customer(String number);

    /// A bank account by number.
    Optional<BankCard> bankAccount(String number);

    /// The allowed posting dates of the general ledger setup.
    PostingDates postingDates();

    /// A G/L account.
    ///
    /// @param posting whether its account type is Posting, not a heading or a total
    /// @param directPosting whether journal and document lines may name it
    record AccountCard(
            String number,
            String name,
            boolean posting,
            boolean directPosting,
            boolean blocked,
            List<DefaultDimension> dimensions) {
        /// Keeps the dimensions.
        public AccountCard {
            dimensions = List.copyOf(dimensions);
        }
    }

    /// A customer.
    ///
    /// @param receivablesAccount the account of its posting group; nothing where it has no group
    record CustomerCard(
            String number,
            String name,
            Blocked blocked,
            Optional<String> receivablesAccount,
            List<DefaultDimension> dimensions) {
        /// Keeps the dimensions.
        public CustomerCard {
            dimensions = List.copyOf(dimensions);
        }
    }

    /// A bank account.
    ///
    /// @param generalAccount the G/L account of its posting group
    record BankCard(
            String number, String name, boolean blocked, String generalAccount, List<DefaultDimension> dimensions) {
        /// Keeps the dimensions.
        public BankCard {
            dimensions = List.copyOf(dimensions);
        }
    }

    /// What a customer's block stops.
    enum Blocked {
        /// Nothing.
        NONE("_x0020_", " "),
        /// Shipments.
        SHIP("Ship", "Ship"),
        /// Shipments and invoices.
        INVOICE("Invoice", "Invoice"),
        /// Everything.
        ALL("All", "All");

        private final String wireName;
        private final String caption;

        Blocked(String wireName, String caption) {
            this.wireName = wireName;
            this.caption = caption;
        }

        /// The name on the wire.
        public String wireName() {
            return wireName;
        }

        /// The name in messages.
        public String caption() {
            return caption;
        }

        /// Whether a journal may not post this type of document for the customer.
        boolean stops(DocumentType type) {
            return this == ALL || (this == INVOICE && (type == DocumentType.INVOICE || type == DocumentType.BLANK));
        }
    }

    /// The first and the last allowed posting date; an absent one does not limit.
    record PostingDates(Optional<LocalDate> from, Optional<LocalDate> to) {
        /// Every date.
        public static PostingDates open() {
            return new PostingDates(Optional.empty(), Optional.empty());
        }

        /// Whether a date may be posted to.
        public boolean allow(LocalDate date) {
            return from.map(first -> !date.isBefore(first)).orElse(true)
                    && to.map(last -> !date.isAfter(last)).orElse(true);
        }
    }
}
