package org.tieout.simulator.qbo.refusal;

import java.util.Optional;

/// A request the API refuses, on its way from where the rule stands to where the answer is written.
public final class Refusal extends RuntimeException {
    private final int status;
    private final Form form;
    private final String type;
    private final transient Problem problem;

    /// The vendor writes faults in different forms, depending on which of its layers speaks.
    public enum Form {
        /// `{"Fault":{"Error":[…],"type":"ValidationFault"}}`, or its XML twin where JSON was not asked for.
        SERVICE,
        /// Lower-case keys and nulls, JSON whatever was asked for.
        GATEWAY,
        /// XML whatever was asked for.
        THROTTLE
    }

    /// One `Error` element.
    public record Problem(String message, String detail, String code, Optional<String> element) {}

    Refusal(int status, Form form, String type, Problem problem) {
        super(problem.code() + " " + problem.detail());
        this.status = status;
        this.form = form;
        this.type = type;
        this.problem = problem;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Which layer speaks.
    public Form form() {
        return form;
    }

    /// `ValidationFault`, `AUTHENTICATION` and so on.
    public String type() {
        return type;
    }

    /// The error.
    public Problem problem() {
        return problem;
    }
}
