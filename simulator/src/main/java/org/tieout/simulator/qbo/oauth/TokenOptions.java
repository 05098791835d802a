package org.tieout.simulator.qbo.oauth;

import java.time.Duration;

/// How tokens behave.
///
/// @param accessTokenLife 3600 s at the vendor
/// @param rotation after which a refresh returns a new refresh token value; about 24 h at the vendor, zero for
/// every
/// time
/// @param oldValueDies whether an outdated refresh token value is refused; when exactly it dies is not documented
public record TokenOptions(Duration accessTokenLife, Duration rotation, boolean oldValueDies) {
    /// What the vendor documents.
    public static TokenOptions defaults() {
        return new TokenOptions(Duration.ofHours(1), Duration.ofHours(24), true);
    }
}
