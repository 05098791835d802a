package org.tieout.simulator.qbo;

import java.util.List;
import org.tieout.simulator.qbo.company.Switches;
import org.tieout.simulator.qbo.oauth.TokenOptions;

/// The QuickBooks Online face.
///
/// @param realms the companies, each connected from the start; at least one
/// @param tokens how tokens live and rotate
/// @param limits how much is too much
/// @param switches the companies' unverified or unreadable settings
public record QboOptions(List<String> realms, TokenOptions tokens, RateLimits.Limits limits, Switches switches) {
    /// Needs a realm.
    public QboOptions {
        if (realms.isEmpty()) {
            throw new IllegalArgumentException("at least one realm is needed");
        }
        realms = List.copyOf(realms);
    }

    /// One company, everything as the vendor documents it.
    public static QboOptions defaults() {
        return new QboOptions(
                List.of("9130355000000001"),
                TokenOptions.defaults(),
                RateLimits.Limits.documented(),
                Switches.defaults());
    }

    /// With these companies.
    public QboOptions withRealms(String... values) {
        return new QboOptions(List.of(values), tokens, limits, switches);
    }

    /// With these tokens.
    public QboOptions withTokens(TokenOptions value) {
        return new QboOptions(realms, value, limits, switches);
    }

    /// With these limits.
    public QboOptions withLimits(RateLimits.Limits value) {
        return new QboOptions(realms, tokens, value, switches);
    }

    /// With these switches.
    public QboOptions withSwitches(Switches value) {
        return new QboOptions(realms, tokens, limits, value);
    }
}
