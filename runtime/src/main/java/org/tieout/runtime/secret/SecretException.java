package org.tieout.runtime.secret;

/// A secret cannot be read or kept. The message never holds one, and says what to do.
public final class SecretException extends RuntimeException {

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
