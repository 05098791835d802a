package org.tieout.ingest.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.ingest.dynamics.api.Documents;
import org.tieout.ingest.dynamics.api.Fetched;
import org.tieout.ingest.dynamics.api.Obstacles;
import org.tieout.ingest.dynamics.api.Units;
import org.tieout.ingest.dynamics.record.DocumentTable;
import org.tieout.ingest.dynamics.record.MasterTable;
import org.tieout.ingest.dynamics.record.Rows;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;

/// Master data and deals of one organisation by change tracking (memo, section 6), in rounds: master data
/// first, so that an account is there before the deal that names it, then orders, quotes and opportunities:
/// who reads a deal that has all three meets the most advanced record first.
///
/// A round in which nothing changed is eleven calls, one for each tracked table; changed documents add two
/// for every twenty, three where only their lines changed. A record is emitted when the hash of what counts
/// differs from the one kept, so that neither a full read nor what we write back ourselves comes round as a
/// change.
final class DealsFeed implements Feed {

    private final String connection;
    private final Dataverse api;
    private final Waits waits;
    private final Alerts alerts;
    private final Supplier<Duration> every;
    private final Instant start;
    private final Clock clock;

    private String organization = "";
    private List<Part> parts = List.of();
    private int at;
    private @Nullable Instant began;

    /// @param every how often to look for changes
    /// @param start documents that were not changed since are left out
    DealsFeed(
            String connection,
            Dataverse api,
            Waits waits,
            Alerts alerts,
            Supplier<Duration> every,
            Instant start,
            Clock clock) {
        this.connection = connection;
        this.api = api;
        this.waits = waits;
        this.alerts = alerts;
        this.every = every;
        this.start = start;
        this.clock = clock;
    }

    @Override
    public String name() {
        return Marks.FEED;
    }

    @Override
    public Turn poll(Watermarks reached, Emitter out) {
        return introduced(reached).orElseGet(() -> go(reached, out));
    }

    /// Which organisation it is, asked once.
    private Optional<Turn> introduced(Watermarks reached) {
        if (!parts.isEmpty()) {
            return Optional.empty();
        }
        switch (api.get("whoAmI", "WhoAmI", "", (JsonNode json) -> Rows.required(json, "OrganizationId"))) {
            case Fetched.Got<String>(var id) -> organization = id;
            case Fetched.Failed<String>(var answer) -> {
                return Optional.of(waits.after(answer));
            }
        }
        Optional<String> before = new Marks(reached).organization();
        if (before.isPresent() && !before.get().equals(organization)) {
            return Optional.of(Obstacles.moved(waits, before.get(), organization));
        }
        parts = parts();
        return Optional.empty();
    }

    private List<Part> parts() {
        List<Part> all = new ArrayList<>();
        Units units = new Units(new Documents(api));
        for (MasterTable table : MasterTable.values()) {
            all.add(new MasterPart(connection, organization, table, api, units, waits, alerts, clock));
        }
        for (DocumentTable table : List.of(DocumentTable.ORDER, DocumentTable.QUOTE, DocumentTable.OPPORTUNITY)) {
            all.add(new DocumentPart(connection, organization, table, api, start, waits, alerts, clock));
        }
        return List.copyOf(all);
    }

    /// One step; the next one sees what this one committed.
    private Turn go(Watermarks reached, Emitter out) {
        Instant since = began == null ? clock.instant() : began;
        began = since;
        try {
            if (at < parts.size()) {
                Optional<Turn> turn = parts.get(at).step(reached, out);
                at += turn.isPresent() ? 0 : 1;
                return turn.orElseGet(Turn::again);
            }
            Marks.round(out, since, organization);
            out.commit();
        } catch (RuntimeException e) {
            parts.forEach(Part::forget);
            begin();
            throw e;
        }
        waits.over();
        begin();
        return Turn.idle(every.get());
    }

    private void begin() {
        at = 0;
        began = null;
    }
}
