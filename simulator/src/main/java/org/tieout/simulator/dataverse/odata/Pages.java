package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.state.Entity;

/// Cuts a collection into pages (section 2). The next page begins behind the row the last one ended with, whatever was
/// changed in between. Not thread-safe: the organisation guards it.
final class Pages {
    private final Renderer renderer;
    private final int largest;

    Pages(Renderer renderer, int largest) {
        this.renderer = renderer;
        this.largest = largest;
    }

    /// The page size a request asks for, not above what the server gives.
    int size(Preferences preferences) {
        return Math.min(preferences.pageSize().orElse(largest), largest);
    }

    ObjectNode page(
            TableType type,
            Collection<Entity> rows,
            Query query,
            Preferences preferences,
            Request request,
            String address) {
        if (query.top() >= 0 && preferences.pageSize().isPresent()) {
            throw Refusals.query("$top cannot be combined with the preference odata.maxpagesize.");
        }
        List<Entity> matching = Renderer.sorted(rows, query).stream()
                .filter(query.filter()::passes)
                .toList();
        Optional<Cookie> cookie = query.skipToken().map(Cookie::read);
        List<Entity> rest = cookie.map(at -> behind(matching, at)).orElse(matching);
        boolean cut = query.top() >= 0 && query.top() < rest.size();
        List<Entity> wanted = cut ? rest.subList(0, (int) query.top()) : rest;
        List<Entity> page = wanted.subList(0, Math.min(wanted.size(), size(preferences)));
        ObjectNode body = Json.object();
        if (query.count()) {
            body.put("@odata.count", Math.min(matching.size(), 5000));
        }
        ArrayNode value = body.putArray("value");
        page.forEach(row -> value.add(renderer.row(type, row, query, preferences)));
        if (page.size() < wanted.size()) {
            long seen = cookie.map(Cookie::seen).orElse(0L) + page.size();
            Cookie next = new Cookie(
                    cookie.map(Cookie::page).orElse(1) + 1, page.getLast().id().toString(), seen, 0);
            body.put("@odata.nextLink", link(request, address, "$skiptoken", next.written()));
        }
        return body;
    }

    // Where the row the page ended with is gone, the count of those seen is the best there is.
    private static List<Entity> behind(List<Entity> rows, Cookie cookie) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id().toString().equals(cookie.last())) {
                return rows.subList(i + 1, rows.size());
            }
        }
        return rows.subList((int) Math.min(cookie.seen(), rows.size()), rows.size());
    }

    /// The request's own address with one option set and the tokens it came with left out.
    static String link(Request request, String address, String option, String value) {
        StringBuilder link = new StringBuilder(address).append('?');
        request.queryNames().stream()
                .filter(name -> !name.equals("$skiptoken") && !name.equals(option))
                .forEach(name -> link.append(name)
                        .append('=')
                        .append(encode(request.query(name).orElse("")))
                        .append('&'));
        return link.append(option).append('=').append(encode(value)).toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
