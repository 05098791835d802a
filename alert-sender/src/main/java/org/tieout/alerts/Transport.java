package org.tieout.alerts;

import java.time.Duration;
import java.util.Optional;

/// The way out of the system.
interface Transport extends AutoCloseable {

    /// What came of a message.
    sealed interface Result {
        /// It was taken.
        record Delivered() implements Result {}

        /// Not taken, or no answer was heard: it is sent again.
        ///
        /// @param reason why, without any secret
        /// @param retryAfter how long the receiver asks to wait
        record Later(String reason, Optional<Duration> retryAfter) implements Result {}

        /// Not taken, and a repetition will not help: a person has to.
        ///
        /// @param reason why, without any secret
        /// @param nextStep what to do
        /// @param forGood whether to try again only after a change of the channel
        record Refused(String reason, String nextStep, boolean forGood) implements Result {}
    }

    /// Sends it, within the channel's time limit; never throws for what the receiver or the network does.
    Result send(Message message);

    @Override
    void close();
}
