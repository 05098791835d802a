package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;

/// Our subscriptions to a company's sales documents (memo, 10). Nothing about them is kept here: each look reads
/// which there are, makes those that are missing and renews those that end soon.
final class Subscriptions {
    /// Half of their three days.
    private static final Duration RENEWED_BEFORE = Duration.ofHours(36);

    private static final String SET = "subscriptions";
    private static final String HELP =
            "Look whether webhook-url leads to webhook-port of this machine, from outside and"
                    + " with a valid certificate. Until then changes are found by asking, as without a webhook.";

    /// What became of a look.
    sealed interface Kept {
        /// All are there.
        record Done(int made, int renewed) implements Kept {}

        /// Not without a person.
        record Refused(String reason, String nextStep) implements Kept {}

        /// Not now.
        record Later(String reason) implements Kept {}
    }

    private final BcClient client;
    private final String url;
    private final InstantSource clock;

    /// @param url where Business Central sends notifications
    Subscriptions(BcClient client, String url, InstantSource clock) {
        this.client = client;
        this.url = url;
        this.clock = clock;
    }

    /// Makes and renews what has to be. Business Central calls our address meanwhile, and must be answered.
    ///
    /// @param secret what notifications are known by
    Kept keep(String secret) {
        return switch (client.readOfTenant("readSubscriptions", SET)) {
            case Answered.Heard<List<JsonNode>>(var all) -> keep(all, secret);
            case Answered.NotNow<List<JsonNode>>(var reason, var _) -> new Kept.Later(reason);
            case Answered.Stopped<List<JsonNode>>(var reason, var nextStep) -> new Kept.Refused(reason, nextStep);
        };
    }

    private Kept keep(List<JsonNode> all, String secret) {
        int made = 0;
        int renewed = 0;
        for (SalesType type : SalesType.all()) {
            String resource = client.inCompany(type.set());
            Optional<JsonNode> ours = ours(all, resource);
            Optional<Kept> trouble = Optional.empty();
            if (ours.isEmpty()) {
                trouble = trouble(client.alone("subscribe", BcClient.Operation.post(SET, body(resource, secret))));
                made++;
            } else if (isDue(ours.get(), secret)) {
                trouble = trouble(client.alone("renewSubscription", renewal(ours.get(), secret)));
                renewed++;
            }
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        return new Kept.Done(made, renewed);
    }

    /// The one of ours that lives longest.
    private Optional<JsonNode> ours(List<JsonNode> all, String resource) {
        String ending = resource.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(row -> row.path("notificationUrl").asText().equals(url))
                .filter(row ->
                        row.path("resource").asText().toLowerCase(Locale.ROOT).endsWith(ending))
                .max(Comparator.comparing(Subscriptions::end));
    }

    /// It ends soon, or it was made with another secret.
    private boolean isDue(JsonNode subscription, String secret) {
        return end(subscription).isBefore(clock.instant().plus(RENEWED_BEFORE))
                || !Json.text(subscription, "clientState").equals(Optional.of(secret));
    }

    private static Instant end(JsonNode subscription) {
        try {
            return Json.text(subscription, "expirationDateTime")
                    .map(Instant::parse)
                    .orElse(Instant.EPOCH);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private String body(String resource, String secret) {
        return Json.write(Json.object()
                .put("notificationUrl", url)
                .put("resource", resource)
                .put("clientState", secret));
    }

    private static BcClient.Operation renewal(JsonNode subscription, String secret) {
        return BcClient.Operation.patch(
                SET + "('" + subscription.path("subscriptionId").asText() + "')",
                Json.text(subscription, "@odata.etag").orElse("*"),
                Json.write(Json.object().put("clientState", secret)));
    }

    private static Optional<Kept> trouble(BcReply reply) {
        return switch (reply) {
            case BcReply.Heard _ -> Optional.empty();
            // Deleted or renewed since it was read: the next look sees it as it is.
            case BcReply.Faulted(var fault)
            when fault.status() == 404 || fault.status() == 412 -> Optional.of(new Kept.Later(fault.text()));
            case BcReply.Faulted(var fault) -> Optional.of(new Kept.Refused(fault.text(), HELP));
            case BcReply.NotNow(var reason, var _) -> Optional.of(new Kept.Later(reason));
            case BcReply.Stopped(var reason, var nextStep) -> Optional.of(new Kept.Refused(reason, nextStep));
            case BcReply.Unheard(var reason) -> Optional.of(new Kept.Later(reason));
        };
    }
}
