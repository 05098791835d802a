package org.tieout.simulator.qbo.refusal;

import java.util.Optional;
import org.tieout.simulator.qbo.refusal.Refusal.Form;
import org.tieout.simulator.qbo.refusal.Refusal.Problem;

/// The refusals of gateway and service before any business rule is asked: tokens, realms, roles, rates, failures.
public final class AccessRefusals {
    private AccessRefusals() {}

    /// 401/3200: the bearer token is absent, malformed, unknown or has expired.
    public static Refusal tokenInvalid(String detail) {
        return new Refusal(
                401,
                Form.GATEWAY,
                "AUTHENTICATION",
                new Problem(
                        "message=AuthenticationFailed; errorCode=003200; statusCode=401",
                        detail,
                        "3200",
                        Optional.empty()));
    }

    /// 403/3100: the token belongs to another company.
    public static Refusal realmForbidden() {
        return new Refusal(
                403,
                Form.GATEWAY,
                "AUTHORIZATION",
                new Problem(
                        "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
                        "The application is not authorized for this company.",
                        "3100",
                        Optional.empty()));
    }

    /// 401/100: development keys against a production company or the other way round.
    public static Refusal wrongEnvironment() {
        return new Refusal(
                401,
                Form.SERVICE,
                "AuthenticationFault",
                new Problem(
                        "General Authentication Error",
                        "AuthenticationFailed: wrong environment (SRV-110)",
                        "100",
                        Optional.empty()));
    }

    /// 401/120: the user who connected the app lost the right to do this.
    public static Refusal userNotAuthorized() {
        return new Refusal(
                401,
                Form.SERVICE,
                "AuthorizationFault",
                new Problem(
                        "Authorization Failure",
                        "The user who authorized the app is no longer allowed to do this.",
                        "120",
                        Optional.empty()));
    }

    /// 429/3001: too many requests.
    public static Refusal throttled() {
        return new Refusal(
                429,
                Form.THROTTLE,
                "SERVICE",
                new Problem(
                        "message=ThrottleExceeded; errorCode=003001; statusCode=429",
                        "The request limit was reached. Try again later",
                        "3001",
                        Optional.empty()));
    }

    /// A failure of the vendor's own, code 10000.
    public static Refusal systemFailure(int status) {
        return new Refusal(
                status,
                Form.SERVICE,
                "SystemFault",
                new Problem(
                        "An application error has occurred while processing your request",
                        "System Failure Error: Please try again later.",
                        "10000",
                        Optional.empty()));
    }
}
