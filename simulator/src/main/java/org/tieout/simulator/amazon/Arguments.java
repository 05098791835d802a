package org.tieout.simulator.amazon;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tieout.simulator.http.Request;

/// The query of a request, read as strictly as the models describe it: no unknown parameter, none twice,
/// arrays comma
/// separated, times in ISO 8601 with a zone. What breaks a rule is refused with the operation's own words.
/// Immutable.
record Arguments(Request request, Supplier<Refusal> invalid) {

    /// Refuses whatever is not in `known`.
    static Arguments of(Request request, Set<String> known, Supplier<Refusal> invalid) {
        for (String name : request.queryNames()) {
            if (!known.contains(name) || request.queryAll(name).size() > 1) {
                throw invalid.get();
            }
        }
        return new Arguments(request, invalid);
    }

    boolean has(String name) {
        return request.query(name).isPresent();
    }

    Optional<String> text(String name) {
        return request.query(name);
    }

    Optional<Instant> time(String name) {
        return request.query(name).map(Arguments::instant);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notIso) {
            throw Refusal.invalidInput("timestamp must follow ISO8601");
        }
    }

    /// An empty list where the parameter is absent.
    List<String> list(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        List<String> values = List.of(request.query(name).orElseThrow().split(",", -1));
        if (values.size() > most || values.contains("")) {
            throw invalid.get();
        }
        return values;
    }

    List<String> list(String name, Set<String> permitted) {
        List<String> values = list(name, permitted.size());
        if (!permitted.containsAll(values)) {
            throw invalid.get();
        }
        return values;
    }

    int number(String name, int least, int most, int otherwise) {
        Optional<String> text = request.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid.get();
        }
        throw invalid.get();
    }

    List<Marketplace> marketplaces(String name, int most) {
        return list(name, most).stream()
                .map(id -> Marketplace.byId(id).orElseThrow(invalid))
                .toList();
    }
}
