package org.tieout.sink.bc;

import org.tieout.event.CrmRecord;

/// The CRM's records. Commands refer to them, so that names and addresses are in no command.
interface CrmRecords extends AutoCloseable {
    /// What is known of a record.
    sealed interface Found {
        /// The record, at least as new as asked for.
        record Present(CrmRecord crm) implements Found {}

        /// The CRM has it no more.
        record Gone() implements Found {}

        /// An older version alone, though everything there is was read.
        record Older() implements Found {}

        /// The records cannot be read now.
        record Unread(String reason) implements Found {}
    }

    /// A record of a source connection.
    ///
    /// @param kind account or contact
    /// @param id its GUID
    /// @param rowVersion at the least
    Found find(String connection, String kind, String id, long rowVersion);

    @Override
    void close();
}
