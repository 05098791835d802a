package org.tieout.cli.up;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.tieout.cli.CliException;

/// The services of the product, by the names people use.
public enum ServiceName {
    /// Reads Amazon.
    INGEST_AMAZON("ingest-amazon"),
    /// Reads Dynamics 365 Sales.
    INGEST_DYNAMICS_SALES("ingest-dynamics-sales"),
    /// Plans documents.
    MAPPER_STREAMS("mapper-streams"),
    /// Posts to QuickBooks Online.
    SINK_QBO("sink-qbo"),
    /// Posts to Business Central.
    SINK_BC("sink-bc"),
    /// Shows in Dynamics 365 Sales what became of its deals.
    SINK_DYNAMICS_SALES("sink-dynamics-sales"),
    /// Tells people of alerts.
    ALERT_SENDER("alert-sender");

    private final String word;

    ServiceName(String word) {
        this.word = word;
    }

    /// The name as people write it.
    public String word() {
        return word;
    }

    /// The service of that name.
    ///
    /// @throws CliException naming those there are
    public static ServiceName of(String word) {
        return Arrays.stream(values())
                .filter(service -> service.word.equals(word))
                .findFirst()
                .orElseThrow(() -> CliException.unusable(
                        "There is no service '" + word + "'.",
                        "Services are "
                                + Arrays.stream(values()).map(ServiceName::word).collect(Collectors.joining(", "))
                                + "."));
    }

    @Override
    public String toString() {
        return word;
    }
}
