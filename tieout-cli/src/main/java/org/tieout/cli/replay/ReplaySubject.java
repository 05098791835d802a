package org.tieout.cli.replay;

import java.time.LocalDate;
import java.util.Map;
import org.tieout.schemas.Replay;

/// What is planned again.
sealed interface ReplaySubject {

    /// One settlement.
    record Settlement(String id) implements ReplaySubject {
        @Override
        public String key() {
            return id;
        }

        @Override
        public String words() {
            return "settlement " + id;
        }

        @Override
        public Map<String, String> attributes() {
            return Map.of(Replay.SUBJECT_KIND, Replay.SETTLEMENT);
        }
    }

    /// One order.
    record Order(String id) implements ReplaySubject {
        @Override
        public String key() {
            return id;
        }

        @Override
        public String words() {
            return "order " + id;
        }

        @Override
        public Map<String, String> attributes() {
            return Map.of(Replay.SUBJECT_KIND, Replay.ORDER);
        }
    }

    /// Settlements paid out and orders shipped in a range of days.
    record Range(LocalDate from, LocalDate to) implements ReplaySubject {
        @Override
        public String key() {
            return from + ".." + to;
        }

        @Override
        public String words() {
            return from + " to " + to;
        }

        @Override
        public Map<String, String> attributes() {
            return Map.of(Replay.SUBJECT_KIND, Replay.RANGE, Replay.FROM, from.toString(), Replay.TO, to.toString());
        }
    }

    /// The request's subject.
    String key();

    /// What a person reads.
    String words();

    /// What the request says beside it.
    Map<String, String> attributes();
}
