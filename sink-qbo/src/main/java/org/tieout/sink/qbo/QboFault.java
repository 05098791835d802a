package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tieout.runtime.http.Json;

/// A fault as QuickBooks Online words it. Both spellings are read: the service's (`Fault`, `Error`,
/// `Detail`) and the gateway's (`fault`, `error`, `detail`). Source: "Error codes", "Handling common
/// errors".
///
/// @param type ValidationFault, SystemFault, AUTHENTICATION, …
/// @param errors at least one
record QboFault(String type, List<Detail> errors) {

    /// One error.
    ///
    /// @param code without leading zeros: the gateway writes 003200 for 3200
    record Detail(String code, String message, String detail, String element) {}

    private static final Pattern NAMED_TRANSACTION = Pattern.compile("TxnId=(\\d+)");

    QboFault {
        errors = List.copyOf(errors);
    }

    /// The fault in an answer or in an item of a batch answer, if there is one.
    static Optional<QboFault> in(JsonNode answer) {
        JsonNode fault = answer.path("Fault").isObject() ? answer.path("Fault") : answer.path("fault");
        if (!fault.isObject()) {
            return Optional.empty();
        }
        JsonNode list = fault.path("Error").isArray() ? fault.path("Error") : fault.path("error");
        List<Detail> errors = new ArrayList<>();
        list.forEach(error -> errors.add(new Detail(
                code(either(error, "code", "Code")),
                either(error, "Message", "message"),
                either(error, "Detail", "detail"),
                either(error, "element", "Element"))));
        if (errors.isEmpty()) {
            errors.add(new Detail("", "a fault without an error", "", ""));
        }
        return Optional.of(new QboFault(either(fault, "type", "Type"), errors));
    }

    private static String either(JsonNode node, String one, String other) {
        return Json.text(node, one).or(() -> Json.text(node, other)).orElse("");
    }

    private static String code(String written) {
        return written.replaceFirst("^0+(?=\\d)", "");
    }

    /// The first error's code.
    String code() {
        return errors.getFirst().code();
    }

    boolean has(String code) {
        return errors.stream().anyMatch(error -> error.code().equals(code));
    }

    /// The transaction that a duplicate number belongs to (code 6140).
    Optional<String> namedTransaction() {
        return errors.stream()
                .map(error -> NAMED_TRANSACTION.matcher(error.detail()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /// What a person reads.
    String text() {
        return errors.stream()
                .map(error -> error.message()
                        + (error.detail().isEmpty() || error.detail().equals(error.message())
                                ? ""
                                : ": " + error.detail()))
                .collect(Collectors.joining("; "));
    }
}
