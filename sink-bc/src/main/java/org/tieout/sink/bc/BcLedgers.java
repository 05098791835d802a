package org.tieout.sink.bc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.ClientCredentials;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.ConfiguredLedgers;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;

/// Opens the companies that are configured.
final class BcLedgers extends ConfiguredLedgers {
    private static final String VENDOR = "bc";
    private static final String BASE_URL = "https://api.businesscentral.dynamics.com";
    private static final String LOGIN_URL = "https://login.microsoftonline.com";
    private static final String SCOPE = "https://api.businesscentral.dynamics.com/.default";
    private static final Set<String> HOSTS = Set.of("api.businesscentral.dynamics.com", "login.microsoftonline.com");
    private static final List<String> REQUEST_IDS = List.of("ms-correlation-x", "request-id", "x-ms-request-id");

    private final BcPace pace;
    private final CrmRecords records;

    BcLedgers(ServiceContext context, BcPace pace, CrmRecords records) {
        super(VENDOR, context);
        this.pace = pace;
        this.records = records;
    }

    @Override
    protected Ledger open(Connection connection, Notices notices) {
        String tenant = connection.required("tenant-id");
        var hosts = new HostPolicy(HOSTS, Set.of(), connection.development());
        var anonymous =
                new ApiClient(ApiProfile.tokenEndpoint(VENDOR, REQUEST_IDS, hosts), Optional.empty(), context.meters());
        var exchange = new ClientCredentials(
                anonymous,
                connection.url("token-url", LOGIN_URL + "/" + tenant + "/oauth2/v2.0/token"),
                connection.required("client-id"),
                connection.setting("scope").orElse(SCOPE));
        var tokens = new TokenSource(connection.name(), context.secrets(), exchange, context.clock());
        var profile = new ApiProfile(
                VENDOR, BcClient::classify, "Authorization", "Bearer ", REQUEST_IDS, Optional.empty(), hosts);
        var api = new ApiClient(
                profile,
                Optional.of(tokens),
                context.meters(),
                failpoints(call -> BcClient.POSTING_CALLS.contains(call.operation())));
        String root = connection.url("base-url", BASE_URL).toString().replaceFirst("/+$", "") + "/v2.0/" + tenant + "/"
                + connection.required("environment-name") + "/api/v2.0/";
        var client = new BcClient(
                api,
                root,
                connection.required("company-id"),
                pace.counting(connection
                        .setting("count-batch-operations")
                        .map(Boolean::parseBoolean)
                        .orElse(pace.countsOperations())),
                connection.duration("call-timeout", BcClient.DEADLINE));
        var choices = Choices.of(connection, flow -> context.config().flow(flow));
        var lists = new MasterLists(client, connection.name(), choices, notices, context.clock());
        List<Runnable> closing = new ArrayList<>();
        connection
                .setting("webhook-url")
                .ifPresent(url -> closing.add(webhook(connection, url, client, notices)::close));
        closing.add(api::close);
        closing.add(anonymous::close);
        return new BcLedger(
                client, lists, choices, new CustomerDesk(client, records, notices), context.clock(), closing);
    }

    private Webhook webhook(Connection connection, String url, BcClient client, Notices notices) {
        var webhook = new Webhook(
                connection.name(),
                Integer.parseInt(connection.required("webhook-port")),
                () -> context.secrets().read(connection.name(), "webhook-secret"),
                new Subscriptions(client, url, context.clock()),
                notices,
                context.meters());
        webhook.start();
        return webhook;
    }
}
