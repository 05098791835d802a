package org.tieout.alerts;

import java.util.Locale;

/// What there is to say of an alert.
enum Event {
    /// It was raised.
    RAISED("New"),
    /// It is open with other words than were told.
    CHANGED("Changed"),
    /// It is still open.
    REMINDER("Still open"),
    /// It is over.
    ENDED("Ended");

    private final String heading;

    Event(String heading) {
        this.heading = heading;
    }

    /// As people read it.
    String heading() {
        return heading;
    }

    /// As machines read it: `raised`, `changed`, `reminder`, `ended`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
