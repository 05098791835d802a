package org.tieout.simulator.odata;

/// A request the API refuses, on its way from where the rule stands to where the answer is written.
public final class Refusal extends RuntimeException {
    private final int status;
    private final String code;

    /// With the vendor's code and text; the correlation id is added where the answer is written.
    public Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The vendor's code.
    public String code() {
        return code;
    }

    /// The vendor's text.
    public String text() {
        return String.valueOf(getMessage());
    }
}
