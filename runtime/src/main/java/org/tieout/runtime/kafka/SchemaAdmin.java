package org.tieout.runtime.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topic.Cleanup;

/// Registers the schemas of topics, each under a compatibility rule of its own.
///
/// Topics that keep every record are read for years by old and new readers: full transitive compatibility.
/// Tables and commands are read by the newest: backward transitive.
final class SchemaAdmin {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String GROUP = "/groups/default/artifacts";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final String baseUrl;

    SchemaAdmin(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /// Registers exactly the text that serialisers look up by content.
    ///
    /// @throws KafkaException if the registry is not there, or the schema breaks a rule
    void register(Topic topic) {
        var artifact = topic.name() + "-value";
        var content =
                JSON.createObjectNode().put("content", topic.value().toString()).put("contentType", "application/json");
        var request = JSON.createObjectNode().put("artifactId", artifact).put("artifactType", "AVRO");
        request.set("firstVersion", JSON.createObjectNode().set("content", content));
        var answer = send("POST", GROUP + "?ifExists=FIND_OR_CREATE_VERSION", request);
        if (answer.statusCode() != 200) {
            throw new KafkaException(
                    "The registry refused the schema of " + topic.name() + " (HTTP " + answer.statusCode()
                            + "): " + reason(answer.body())
                            + ". A schema may only change in ways its readers can follow; is this release older than the data?");
        }
        rule(artifact, topic.cleanup() == Cleanup.DELETE && topic.retention().isEmpty());
    }

    private void rule(String artifact, boolean full) {
        var rule = JSON.createObjectNode()
                .put("ruleType", "COMPATIBILITY")
                .put("config", full ? "FULL_TRANSITIVE" : "BACKWARD_TRANSITIVE");
        var created = send("POST", GROUP + "/" + artifact + "/rules", rule);
        if (created.statusCode() == 409) {
            created = send("PUT", GROUP + "/" + artifact + "/rules/COMPATIBILITY", rule);
        }
        if (created.statusCode() / 100 != 2) {
            throw new KafkaException("The registry did not take the compatibility rule of " + artifact + " (HTTP "
                    + created.statusCode() + "): " + reason(created.body()));
        }
    }

    private HttpResponse<String> send(String method, String path, JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(DEADLINE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new KafkaException("No schema registry answers at " + baseUrl + ". Start it first.", e);
        } catch (IOException e) {
            throw new KafkaException("The schema registry at " + baseUrl + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while registering schemas", e);
        }
    }

    private static String reason(String body) {
        try {
            var json = JSON.readTree(body);
            return json.path("detail").asText(json.path("title").asText(body));
        } catch (IOException e) {
            return body;
        }
    }
}
