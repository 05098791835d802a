package org.tieout.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an alert channel's section may say, by kind.
///
/// @param settings all settings
/// @param required those that must be there
/// @param secrets the secrets that must be there
/// @param optionalSecrets further secrets
record ChannelKeys(List<String> settings, List<String> required, List<String> secrets, List<String> optionalSecrets) {

    private static final List<String> EVERY =
            List.of("flows", "kinds", "events", "remind-after", "per-hour", "call-timeout");

    static final List<String> EVENTS = List.of("raised", "changed", "ended");
    static final List<String> SECURITY = List.of("starttls", "tls", "none");

    static final Map<String, ChannelKeys> BY_KIND = Map.of(
            Connection.WEBHOOK,
            new ChannelKeys(EVERY, List.of(), List.of("url"), List.of("signing-key")),
            Connection.E_MAIL,
            new ChannelKeys(
                    Stream.concat(EVERY.stream(), Stream.of("host", "port", "security", "user", "from", "to"))
                            .toList(),
                    List.of("host", "from", "to"),
                    List.of(),
                    List.of("password")));
}
