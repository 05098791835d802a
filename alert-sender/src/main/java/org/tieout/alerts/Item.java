package org.tieout.alerts;

/// One thing to say.
///
/// @param trouble of which alert
/// @param event what about it
/// @param attempts attempts begun so far to say this
/// @param id names this saying of it: the same until it is heard, another one the next time
record Item(Trouble trouble, Event event, int attempts, String id) {}
