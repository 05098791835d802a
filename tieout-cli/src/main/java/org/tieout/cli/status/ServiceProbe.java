package org.tieout.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.cli.running.NodeFile;
import org.tieout.cli.status.StatusReport.ServiceStatus;

/// Asks running processes how their services are.
final class ServiceProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final JsonMapper JSON = new JsonMapper();

    private ServiceProbe() {}

    /// How the services of those processes are. One that does not answer is down, and says why.
    static List<ServiceStatus> probe(List<NodeFile> nodes) {
        var services = new ArrayList<ServiceStatus>();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            nodes.forEach(node -> services.addAll(probe(client, node)));
        }
        return List.copyOf(services);
    }

    private static List<ServiceStatus> probe(HttpClient client, NodeFile node) {
        try {
            var request = HttpRequest.newBuilder(URI.create(node.healthUrl()))
                    .timeout(PATIENCE)
                    .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return parse(JSON.readTree(answer.body()), node.pid());
        } catch (IOException e) {
            return down(node, "Process " + node.pid() + " does not answer at " + node.healthUrl() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down(node, "Interrupted while asking process " + node.pid() + ".");
        }
    }

    private static List<ServiceStatus> parse(JsonNode health, long pid) {
        return health.properties().stream()
                .map(service -> new ServiceStatus(
                        service.getKey(),
                        service.getValue().path("state").asText("unknown").toLowerCase(Locale.ROOT),
                        service.getValue().path("reason").asText(""),
                        parts(service.getValue().path("parts")),
                        pid))
                .toList();
    }

    private static Map<String, String> parts(JsonNode parts) {
        var texts = new TreeMap<String, String>();
        parts.properties()
                .forEach(part -> texts.put(part.getKey(), part.getValue().asText()));
        return texts;
    }

    private static List<ServiceStatus> down(NodeFile node, String reason) {
        return node.services().stream()
                .map(service -> new ServiceStatus(service, "down", reason, Map.of(), node.pid()))
                .toList();
    }
}
