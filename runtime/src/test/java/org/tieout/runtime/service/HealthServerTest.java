package org.tieout.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What probes and people see.
class HealthServerTest {

    @Test
    void everyServiceShowsItsStateReasonAndParts() throws Exception {
        var service = new Fixed(Health.paused("books: token denied").with(Map.of("books", "PAUSED")));

        var answer = get("/health", service);

        assertThat(answer.statusCode())
                .as("a pause is no reason to restart a process")
                .isEqualTo(200);
        var json = new JsonMapper().readTree(answer.body()).path("fixed");
        assertThat(json.path("state").asText()).isEqualTo("PAUSED");
        assertThat(json.path("reason").asText()).isEqualTo("books: token denied");
        assertThat(json.path("parts").path("books").asText()).isEqualTo("PAUSED");
    }

    @Test
    void aServiceThatStartsOrIsDownIsNotReady() throws Exception {
        assertThat(get("/health", new Fixed(Health.starting("reading"))).statusCode())
                .isEqualTo(503);
        assertThat(get("/health", new Fixed(Health.down("no broker"))).statusCode())
                .isEqualTo(503);
        assertThat(get("/health", new Fixed(Health.up())).statusCode()).isEqualTo(200);
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        assertThat(get("/metrics", new Fixed(Health.up())).body()).contains("tieout_test_total 1.0");
    }

    private static HttpResponse<String> get(String path, Service service) throws IOException, InterruptedException {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.counter("tieout.test").increment();
        try (var server = HealthServer.start(0, () -> List.of(service), meters);
                var http = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + server.port() + path);
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }
    }

    private record Fixed(Health health) implements Service {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public void start() {}

        @Override
        public void close() {}
    }
}
