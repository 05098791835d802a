package org.tieout.runtime.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names of this very machine, judged by the name alone: a look-up could answer otherwise tomorrow.
public final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private Loopback() {}

    /// Whether a host is this machine.
    public static boolean is(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || IPV4.matcher(name).matches();
    }
}
