package org.tieout.runtime.kafka;

/// The cluster or the registry refused, or is set up in a way that would break a promise. The message says
/// what to do.
public final class KafkaException extends RuntimeException {

    public KafkaException(String message) {
        super(message);
    }

    public KafkaException(String message, Throwable cause) {
        super(message, cause);
    }
}
