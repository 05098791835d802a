package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tieout.simulator.dataverse.model.Deletion;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Change tracking (section 6). A token holds the row version at which a synchronisation began and when that was; what
/// changed since comes once, in its latest state, then what was deleted. Not thread-safe: the organisation guards it.
final class Tracking {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss", Locale.ROOT);
    private static final Set<String> ALLOWED = Set.of("$select", "$skiptoken", "$deltatoken", "$count");

    private final Organization organization;
    private final Renderer renderer;
    private final Pages pages;
    private final String root;

    Tracking(Organization organization, Renderer renderer, Pages pages, String root) {
        this.organization = organization;
        this.renderer = renderer;
        this.pages = pages;
        this.root = root;
    }

    /// What a row or a deletion is sorted by: rows first.
    private record Item(Optional<Entity> row, Optional<Deletion> deletion) {}

    /// A page of the first synchronisation or of a later one.
    ObjectNode page(TableType type, Query query, Preferences preferences, Request request) {
        check(type, request);
        long since = query.deltaToken().map(this::since).orElse(0L);
        NavigableMap<String, Item> items = items(type, query.deltaToken().isPresent(), since);
        Optional<Cookie> cookie = query.skipToken().map(Cookie::read);
        long began = cookie.map(Cookie::from).orElse(organization.version());
        List<String> rest = List.copyOf(
                cookie.map(at -> items.tailMap(at.last(), false)).orElse(items).keySet());
        List<String> page = rest.subList(0, Math.min(rest.size(), pages.size(preferences)));
        String names = query.select().isEmpty() ? "" : "(" + query.selected() + ")";
        ObjectNode body = Json.object().put("@odata.context", root + "$metadata#" + type.set() + names + "/$delta");
        ArrayNode value = body.putArray("value");
        page.forEach(key -> value.add(written(
                type, items.getOrDefault(key, new Item(Optional.empty(), Optional.empty())), query, preferences)));
        String address = root + type.set();
        if (page.size() < rest.size()) {
            Cookie next = new Cookie(cookie.map(Cookie::page).orElse(1) + 1, page.getLast(), 0, began);
            body.put("@odata.nextLink", Pages.link(request, address, "$skiptoken", next.written()));
        } else {
            body.put("@odata.deltaLink", Pages.link(request, address, "$deltatoken", token(began)));
        }
        return body;
    }

    /// How many changes there are since a token.
    int count(TableType type, Query query, Request request) {
        check(type, request);
        return items(type, true, query.deltaToken().map(this::since).orElse(0L)).size();
    }

    private void check(TableType type, Request request) {
        if (!type.tracked()) {
            throw Refusals.argument("Entity: " + type.name() + " isn't enabled for change tracking.");
        }
        request.queryNames().stream()
                .filter(name -> name.startsWith("$") && !ALLOWED.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusals.query(
                            "The \"" + name + "\" query parameter isn't supported when Change Tracking is enabled.");
                });
    }

    // The order is not that of the commits, and deletions come last.
    private NavigableMap<String, Item> items(TableType type, boolean delta, long since) {
        NavigableMap<String, Item> items = new TreeMap<>();
        organization.rows(type.name()).stream()
                .filter(row -> !delta || row.version() > since)
                .forEach(row -> items.put("0" + row.id(), new Item(Optional.of(row), Optional.empty())));
        if (delta) {
            deleted(type, since)
                    .forEach(gone -> items.put("1" + gone.row().id(), new Item(Optional.empty(), Optional.of(gone))));
        }
        return items;
    }

    private Stream<Deletion> deleted(TableType type, long since) {
        return organization.deletions().stream()
                .filter(gone -> gone.row().table().equals(type.name()) && gone.version() > since)
                .filter(gone -> organization.find(gone.row()).isEmpty());
    }

    private ObjectNode written(TableType type, Item item, Query query, Preferences preferences) {
        return item.row()
                .map(row -> renderer.row(type, row, query, preferences))
                .orElseGet(() -> Json.object()
                        .put("@odata.context", root + "$metadata#" + type.set() + "/$deletedEntity")
                        .put("id", item.deletion().map(gone -> gone.row().key()).orElse(""))
                        .put("reason", "deleted"));
    }

    private String token(long version) {
        return version + "!"
                + STAMP.format(LocalDateTime.ofInstant(organization.clock().protocolNow(), ZoneOffset.UTC));
    }

    private long since(String token) {
        int mark = token.indexOf('!');
        try {
            long version = Long.parseLong(token.substring(0, Math.max(mark, 0)));
            Instant issued =
                    LocalDateTime.parse(token.substring(mark + 1), STAMP).toInstant(ZoneOffset.UTC);
            if (issued.plus(life()).isBefore(organization.clock().protocolNow())) {
                throw new Refusal(
                        organization.on(Switch.EXPIRED_TOKEN_IS_410) ? 410 : 400,
                        "0x80044352",
                        "Version stamp associated with the client has expired. Please perform a full sync.");
            }
            return version;
        } catch (NumberFormatException | DateTimeException garbled) {
            throw new Refusal(400, "0x80044353", "Invalid version stamp: '" + token + "'.");
        }
    }

    private Duration life() {
        int days = organization.rows("organization").stream()
                .mapToInt(row -> row.data().path("expirechangetrackingindays").asInt(7))
                .findFirst()
                .orElse(7);
        return Duration.ofDays(days);
    }
}
