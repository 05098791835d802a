package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.tieout.runtime.http.Json;

/// Dates as Business Central writes them. Stateless.
final class Dates {

    private Dates() {}

    /// A property's date; Business Central writes none as 0001-01-01 (memo, 4).
    static Optional<LocalDate> of(JsonNode node, String property) {
        try {
            return Json.text(node, property).map(LocalDate::parse).filter(date -> date.getYear() > 1);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
