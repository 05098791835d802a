package org.tieout.ingest.amazon.finance;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.Watermark;

/// How far transactions are read, as the feed's watermark keeps it: everything a restart needs to go on in
/// the middle of a search. Immutable.
///
/// @param from where the next window begins; older transactions change only by being released
/// @param pass what is being read, or is read next
/// @param until the end of the window under way; none means up to now
/// @param token how to ask for the next page; none at the beginning of a search
/// @param newest the latest posting time read so far
/// @param deferredSince the posting time of the oldest transaction known as deferred
/// @param stillDeferred the same, among what the pass under way has found so far
/// @param released whether the window under way brought a release, so that something must have flipped
/// @param shippedUnposted an order that shipped after the latest transaction; silence is counted from
///     then
record SearchState(
        Instant from,
        Pass pass,
        Optional<Instant> until,
        Optional<String> token,
        Optional<Instant> newest,
        Optional<Instant> deferredSince,
        Optional<Instant> stillDeferred,
        boolean released,
        Optional<Instant> shippedUnposted) {

    /// The searches of one round, in this order.
    enum Pass {
        /// All transactions of the window.
        WINDOW,
        /// What is deferred since before the window.
        DEFERRED,
        /// What was deferred since then and is released.
        FLIPPED
    }

    static SearchState beginning(Instant start) {
        return new SearchState(
                start,
                Pass.WINDOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    static SearchState of(Watermark mark) {
        var reached = mark.getReached();
        return new SearchState(
                Instant.parse(mark.getPosition()),
                Optional.ofNullable(reached.get("pass")).map(Pass::valueOf).orElse(Pass.WINDOW),
                time(reached, "until"),
                Optional.ofNullable(reached.get("page-token")),
                time(reached, "newest"),
                time(reached, "deferred-since"),
                time(reached, "still-deferred"),
                Boolean.parseBoolean(reached.get("released")),
                time(reached, "shipped-unposted"));
    }

    /// What the watermark says beside its position.
    Map<String, String> reached() {
        var reached = new HashMap<String, String>();
        reached.put("pass", pass.name());
        until.ifPresent(time -> reached.put("until", time.toString()));
        token.ifPresent(text -> reached.put("page-token", text));
        newest.ifPresent(time -> reached.put("newest", time.toString()));
        deferredSince.ifPresent(time -> reached.put("deferred-since", time.toString()));
        stillDeferred.ifPresent(time -> reached.put("still-deferred", time.toString()));
        reached.put("released", Boolean.toString(released));
        shippedUnposted.ifPresent(time -> reached.put("shipped-unposted", time.toString()));
        return reached;
    }

    private static Optional<Instant> time(Map<String, String> reached, String name) {
        return Optional.ofNullable(reached.get(name)).map(Instant::parse);
    }

    SearchState inWindowUntil(Optional<Instant> end) {
        return new SearchState(from, pass, end, token, newest, deferredSince, stillDeferred, released, shippedUnposted);
    }

    SearchState continuedBy(Optional<String> next) {
        return new SearchState(
                from, pass, until, next, newest, deferredSince, stillDeferred, released, shippedUnposted);
    }

    SearchState with(Optional<Instant> latest, Optional<Instant> oldestDeferred, boolean anyRelease) {
        return new SearchState(
                from, pass, until, token, latest, deferredSince, oldestDeferred, anyRelease, shippedUnposted);
    }

    /// The next search of the round, over the same ground.
    SearchState next(Pass following) {
        return new SearchState(
                from,
                following,
                until,
                Optional.empty(),
                newest,
                deferredSince,
                stillDeferred,
                released,
                shippedUnposted);
    }

    /// The next round.
    SearchState next(Instant start, Optional<Instant> oldestDeferred, Optional<Instant> shipped) {
        return new SearchState(
                start,
                Pass.WINDOW,
                Optional.empty(),
                Optional.empty(),
                newest,
                oldestDeferred,
                Optional.empty(),
                false,
                shipped);
    }
}
