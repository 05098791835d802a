package org.tieout.simulator.bc.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `subscriptions`: made and renewed with a handshake, gone after three days, deleted with If-Match (memo, section
/// 10). Not thread-safe: the company guards it.
final class SubscriptionSet implements EntitySet {
    private static final EntityType TYPE = EntityType.bare("subscriptions", "subscription", """
            subscriptionId     Text 150 ro
            notificationUrl    Text 2048
            resource           Text 2048
            timestamp          Int ro
            userId             Guid ro
            lastModifiedDateTime Timestamp ro
            clientState        Text 2048
            expirationDateTime Timestamp ro
            systemCreatedAt    Timestamp ro
            systemCreatedBy    Guid ro
            systemModifiedAt   Timestamp ro
            systemModifiedBy   Guid ro
            """);

    /// How long a subscription lives.
    static final Duration LIFE = Duration.ofDays(3);

    private static final String TABLE = "subscriptions";
    private static final int MOST = 200;
    private static final Pattern RESOURCE =
            Pattern.compile("/?(?:api/v2\\.0/)?companies\\(([0-9a-fA-F-]{36})\\)/([A-Za-z]+)");
    private static final Set<String> TEMPORARY =
            Set.of("attachments", "documentAttachments", "companies", "subscriptions", "defaultDimensions");

    private final Books books;
    private final UUID company;
    private final Endpoint endpoint;
    private final Runnable subscribed;
    private final Map<UUID, Watch> watches = new HashMap<>();

    /// `subscribed` is run when there is a new subscription.
    SubscriptionSet(Books books, UUID company, Endpoint endpoint, Runnable subscribed) {
        this.books = books;
        this.company = company;
        this.endpoint = endpoint;
        this.subscribed = subscribed;
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        Instant now = books.now();
        return books.table(TABLE).all().stream()
                .filter(subscription -> expiry(subscription).isAfter(now))
                .toList();
    }

    @Override
    public Optional<Entity> find(String key) {
        return rows(Filter.all()).stream()
                .filter(subscription -> key(subscription).equals(key))
                .findFirst();
    }

    @Override
    public String key(Entity entity) {
        return entity.text("subscriptionId");
    }

    static Instant expiry(Entity subscription) {
        return Instant.parse(subscription.text("expirationDateTime"));
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        if (rows(Filter.all()).size() >= MOST) {
            throw Refusals.badRequest("The maximum number of subscriptions, " + MOST + ", has been reached.");
        }
        ObjectNode data = values.deepCopy();
        agree(data);
        UUID id = books.newId();
        data.put("subscriptionId", id.toString().replace("-", ""))
                .put("systemCreatedAt", EntitySet.timestamp(books.now()));
        Entity subscription = Entity.first(id, Optional.empty(), data, books.now());
        books.table(TABLE).put(subscription);
        watches.put(id, new Watch(watched(subscription), books.now()));
        subscribed.run();
        return subscription;
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        agree(data);
        return books.update(TABLE, current, data);
    }

    @Override
    public void delete(Entity current) {
        books.table(TABLE).remove(current.id());
    }

    @Override
    public boolean deleteNeedsToken() {
        return true;
    }

    /// Checks what a subscription asks for and shakes hands with its address.
    private void agree(ObjectNode data) {
        String url = data.path("notificationUrl").asText("");
        if (url.isEmpty()) {
            throw Refusals.required("notificationUrl");
        }
        data.put(
                "resource",
                "api/v2.0/companies(" + company + ")/"
                        + setOf(data.path("resource").asText("")));
        String token = UUID.randomUUID().toString();
        if (!endpoint.echoes(url, token)) {
            throw new Refusal(
                    books.on(Switch.FAILED_HANDSHAKE_IS_500) ? 500 : 400,
                    books.on(Switch.FAILED_HANDSHAKE_IS_500) ? "Internal_ServerError" : "BadRequest",
                    "The notification URL did not answer the validation request with 200 and the validation token.");
        }
        data.put("expirationDateTime", EntitySet.timestamp(books.now().plus(LIFE)))
                .put("systemModifiedAt", EntitySet.timestamp(books.now()));
    }

    private String setOf(String resource) {
        Matcher matcher = RESOURCE.matcher(resource);
        if (!matcher.matches() || !matcher.group(1).equalsIgnoreCase(company.toString())) {
            throw Refusals.badRequest("The resource '" + resource + "' is no entity set of a company.");
        }
        String set = matcher.group(2);
        if (books.set(set).isEmpty() || set.endsWith("Lines") || TEMPORARY.contains(set)) {
            throw Refusals.badRequest("The resource '" + resource + "' does not support webhooks.");
        }
        return set;
    }

    /// Remembers that nothing had changed yet.
    void unchanged(Instant now) {
        watches.values().forEach(watch -> watch.unchanged(now));
    }

    /// The records a subscription watches, as they are.
    Collection<Entity> watched(Entity subscription) {
        String resource = subscription.text("resource");
        return books.set(resource.substring(resource.lastIndexOf('/') + 1))
                .orElseThrow()
                .rows(Filter.all());
    }

    /// What a subscription has seen.
    Watch watch(Entity subscription) {
        return watches.computeIfAbsent(subscription.id(), _ -> new Watch(watched(subscription), books.now()));
    }
}
