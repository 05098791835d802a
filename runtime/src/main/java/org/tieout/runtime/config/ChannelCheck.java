package org.tieout.runtime.config;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.schedule.Durations;

/// Checks the values of an alert channel's section.
///
/// @param path the section's place in the file
/// @param settings what it says
/// @param problem takes the place and what is wrong there
record ChannelCheck(String path, Map<String, String> settings, BiConsumer<String, String> problem) {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"\\\\]+@[^\\s@<>,;:\"\\\\]+");
    private static final Pattern KIND = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final int PORTS = 65_535;
    private static final int MOST_PER_HOUR = 1_000;

    void check(List<String> flows) {
        each(
                "flows",
                flow -> flows.contains(flow)
                        ? null
                        : "names no flow: " + flow + "." + ConfigFiles.didYouMean(flow, flows));
        each("kinds", kind -> KIND.matcher(kind).matches() ? null : "\"" + kind + "\" is no kind of alert");
        each("events", event -> oneOf(event, ChannelKeys.EVENTS));
        each("security", word -> oneOf(word, ChannelKeys.SECURITY));
        each("to", ChannelCheck::address);
        each("from", ChannelCheck::address);
        each("remind-after", ChannelCheck::duration);
        each("call-timeout", ChannelCheck::duration);
        number("per-hour", MOST_PER_HOUR);
        number("port", PORTS);
        if ("none".equals(settings.get("security")) && !Loopback.is(settings.getOrDefault("host", ""))) {
            problem.accept(
                    path + ".security",
                    "none sends alerts and password in the clear. It is for a mail server on this machine only: use"
                            + " starttls or tls");
        }
        if (settings.containsKey("user") != settings.containsKey(Connection.HAS + "password")) {
            problem.accept(path + ".user", "user and secrets.password belong together. Give both or neither");
        }
    }

    private void each(String key, java.util.function.Function<String, @Nullable String> wrong) {
        var value = settings.get(key);
        if (value == null) {
            return;
        }
        for (var item : value.split(",", -1)) {
            var what = wrong.apply(item.strip());
            if (what != null) {
                problem.accept(path + "." + key, what);
            }
        }
    }

    private static @Nullable String oneOf(String word, List<String> allowed) {
        return allowed.contains(word)
                ? null
                : "\"" + word + "\" is none of " + ConfigFiles.listed(allowed) + "."
                        + ConfigFiles.didYouMean(word, allowed);
    }

    private static @Nullable String address(String text) {
        return ADDRESS.matcher(text).matches() ? null : "\"" + text + "\" is no mail address";
    }

    private static @Nullable String duration(String text) {
        try {
            Durations.parse(text);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void number(String key, int most) {
        each(
                key,
                text -> text.matches("\\d{1,6}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most
                        ? null
                        : "\"" + text + "\" is no number from 1 to " + most);
    }
}
