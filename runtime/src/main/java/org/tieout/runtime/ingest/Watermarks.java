package org.tieout.runtime.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tieout.event.Watermark;

/// How far the feeds of one connection were read, as committed. Thread-safe.
public final class Watermarks {

    private final Map<String, Watermark> byFeed;

    /// @param byFeed watermarks by the name they were set under
    public Watermarks(Map<String, Watermark> byFeed) {
        this.byFeed = new ConcurrentHashMap<>(byFeed);
    }

    /// The watermark of that name.
    public Optional<Watermark> of(String feed) {
        return Optional.ofNullable(byFeed.get(feed));
    }

    /// All watermarks whose name begins so, in the order of their names.
    public SortedMap<String, Watermark> below(String prefix) {
        var found = new TreeMap<String, Watermark>();
        byFeed.forEach((feed, mark) -> {
            if (feed.startsWith(prefix)) {
                found.put(feed, mark);
            }
        });
        return found;
    }

    void committed(Map<String, Watermark> marks) {
        byFeed.putAll(marks);
    }
}
