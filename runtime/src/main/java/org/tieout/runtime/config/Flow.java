package org.tieout.runtime.config;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.tieout.runtime.schedule.Durations;

/// Joins a source connection to a target connection.
///
/// @param name the flow's name
/// @param source the source connection's name
/// @param target the target connection's name
/// @param profile the posting profile: the target's vendor
/// @param mode where revenue comes from
/// @param cutOver first local date whose orders this flow invoices; empty means all
/// @param options further options by name; how often a feed is polled is under `schedule.<feed>`
public record Flow(
        String name,
        String source,
        String target,
        String profile,
        Mode mode,
        Optional<LocalDate> cutOver,
        Map<String, String> options) {

    /// What an option's name begins with when it says how often something is done.
    static final String SCHEDULE = "schedule.";

    /// Who accounts for orders of before the cut-over date: `elsewhere` (another system invoiced them),
    /// `summary` (their settlement rows go to income here) or `invoice` (this flow invoiced them, when its
    /// mode was INVOICE). Unless given: `elsewhere` where orders are invoiced, `summary` where settlements
    /// are the source.
    public static final String BEFORE_CUT_OVER = "before-cut-over";

    /// The posting scheme of Business Central: `BC-2`, the default, or `BC-1`.
    public static final String BC_SCHEME = "bc-scheme";

    /// The one source of revenue of a flow.
    public enum Mode {
        /// Orders.
        INVOICE,
        /// Settlement rows.
        SUMMARY
    }

    public Flow {
        options = Map.copyOf(options);
    }

    /// How often that is done (`orders`, `settlements`, `finances`, `ledger`), or a default.
    public Duration every(String what, Duration otherwise) {
        return option(SCHEDULE + what).map(Durations::parse).orElse(otherwise);
    }

    /// An option's value.
    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }
}
