package org.tieout.runtime.service;

import java.util.Locale;

/// Every place where a test can halt the process, to hit each gap between two durable steps on purpose. This
/// is the list.
public enum Failpoint {
    /// A report is on disk, nothing of it is emitted.
    INGEST_AFTER_DOWNLOAD,
    /// Some of a settlement's lines are sent in an open transaction.
    INGEST_MID_PARSE,
    /// Records and watermark are sent, the transaction is still open.
    INGEST_BEFORE_COMMIT,
    /// The transaction is committed, nothing else has happened since.
    INGEST_AFTER_COMMIT,
    /// A restarted worker knows where it stands and has not read anything yet.
    INGEST_AFTER_WATERMARK_READ,
    /// The mapper has seen a settlement's last record.
    MAPPER_AFTER_CLOSE,
    /// The mapper has parked a plan.
    MAPPER_AFTER_PARK,
    /// A mapping arrived that a parked plan waited for.
    MAPPER_AFTER_WAKE,
    /// The mapper has emitted commands; its transaction is still open.
    MAPPER_BEFORE_COMMIT,
    /// The mapper works on after a commit.
    MAPPER_AFTER_COMMIT,
    /// Commands are in the sink's state, with the offset; nothing is attempted.
    SINK_AFTER_QUEUED,
    /// The attempt is durable, the call is not made.
    SINK_AFTER_ATTEMPTED_BEFORE_CALL,
    /// The request is on its way, the answer unread.
    SINK_AFTER_REQUEST_SENT,
    /// The ledger has committed and answered; the answer is not yet read.
    SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ,
    /// The answer is read, the outcome not yet written.
    SINK_AFTER_RESPONSE_BEFORE_OUTCOME,
    /// The outcome is sent, its transaction still open.
    SINK_DURING_OUTCOME_COMMIT,
    /// Partitions are being taken away.
    SINK_ON_REVOKE,
    /// The attempt to tell a channel of an alert is durable, the message is not sent.
    ALERT_AFTER_ATTEMPTED_BEFORE_CALL,
    /// The receiver has taken the message, which is not yet recorded.
    ALERT_AFTER_CALL_BEFORE_OUTCOME;

    /// The name tests arm it by: `ingest-after-download`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The reverse of [#label].
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public static Failpoint parse(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
