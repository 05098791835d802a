package org.tieout.ingest.dynamics.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.ingest.dynamics.record.Rows;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;

/// Follows the changes of one table, page by page (memo, section 6): from a delta link, or from the
/// beginning where there is none or Dataverse no longer takes it. Where it stands between pages is kept in
/// memory only; a restart begins with the delta link again. Not thread-safe.
public final class Tracked {

    /// Pages of the first read and of later ones; lookups tell which table they lead to.
    private static final String PREFER =
            "odata.maxpagesize=5000,odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"";

    private static final String TRACK = "odata.track-changes," + PREFER;
    private static final int FORBIDDEN = 403;

    private static final Logger LOG = LoggerFactory.getLogger(Tracked.class);

    private final Dataverse api;
    private final Waits waits;
    private final String table;
    private final String first;
    private final String key;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String next;
    private boolean full;
    private boolean changed;

    /// Dataverse did not take the delta link: everything is read anew.
    private boolean anew;

    /// Without a delta that was read to its end.
    private int refusals;

    /// What a look brought.
    public sealed interface Look {

        /// A page.
        ///
        /// @param full whether it is one of all rows there are; else of changes
        /// @param end what the last page ends
        record Page(ChangePage page, boolean full, Optional<End> end) implements Look {}

        /// None now.
        record None(Turn turn) implements Look {}
    }

    /// All pages were read.
    ///
    /// @param link where to go on; keep it when what was read is kept
    /// @param changed whether it stands for anything
    /// @param all the ids of all rows there are, if all were read
    public record End(String link, boolean changed, Optional<Set<String>> all) {}

    /// @param table the table's name, in the singular
    /// @param columns what to read, with commas
    public Tracked(Dataverse api, Waits waits, String table, String set, String columns) {
        this.api = api;
        this.waits = waits;
        this.table = table;
        this.key = table + "id";
        this.first = set + "?$select=" + columns;
    }

    /// Reads the next page.
    ///
    /// @param link the delta link as it is kept
    public Look look(Optional<String> link) {
        boolean begins = next == null;
        if (begins) {
            full = anew || link.isEmpty();
            changed = full;
            seen.clear();
        }
        String path = Optional.ofNullable(next)
                .or(() -> full ? Optional.empty() : link)
                .orElse(first);
        return switch (api.get("readChanges", path, full ? TRACK : PREFER, ChangePage::read)) {
            case Fetched.Got<ChangePage>(var page) -> page(page);
            case Fetched.Failed<ChangePage>(Answer.Refused refused)
            when refused.reply().status() != FORBIDDEN -> refused(refused, begins && full);
            case Fetched.Failed<ChangePage>(var answer) -> new Look.None(waits.after(answer));
        };
    }

    private Look page(ChangePage page) {
        changed |= !page.rows().isEmpty() || !page.deleted().isEmpty();
        if (full) {
            page.rows().forEach(row -> seen.add(Rows.id(row, key)));
        }
        next = page.next().orElse(null);
        if (next != null) {
            return new Look.Page(page, full, Optional.empty());
        }
        anew = false;
        refusals = full ? refusals : 0;
        var all = full ? Optional.of(Set.copyOf(seen)) : Optional.<Set<String>>empty();
        return new Look.Page(page, full, Optional.of(new End(page.delta().orElseThrow(), changed, all)));
    }

    /// A link that is not taken has expired, in whatever words Dataverse says so; a page's link ends
    /// sooner. Where reading from the beginning is refused, or a new link at once again, something else is
    /// wrong.
    private Look refused(Answer.Refused refused, boolean fromTheBeginning) {
        if (next != null) {
            next = null;
        } else if (!fromTheBeginning) {
            LOG.info("The delta token of {} is no longer taken, all rows are read: {}", table, refused.reason());
            anew = true;
        }
        refusals++;
        if (fromTheBeginning) {
            return new Look.None(isTracked() ? waits.after(refused) : Obstacles.untracked(waits, table));
        }
        return new Look.None(refusals > 1 ? waits.after(refused) : Turn.again());
    }

    /// In doubt it is.
    private boolean isTracked() {
        var said = api.get(
                "readTable",
                "EntityDefinitions(LogicalName='" + table + "')?$select=ChangeTrackingEnabled",
                "",
                (JsonNode json) -> json.path("ChangeTrackingEnabled").asBoolean(true));
        return switch (said) {
            case Fetched.Got<Boolean>(var tracked) -> tracked;
            case Fetched.Failed<Boolean> _ -> true;
        };
    }

    /// Goes back to the link that is kept.
    public void forget() {
        next = null;
    }
}
