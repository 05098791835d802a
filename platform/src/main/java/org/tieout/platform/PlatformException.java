package org.tieout.platform;

/// The embedded platform could not be started, or met something it cannot go on from. The message is written
/// for the person at the terminal: what was wrong, where, and what to do next.
public final class PlatformException extends RuntimeException {

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
