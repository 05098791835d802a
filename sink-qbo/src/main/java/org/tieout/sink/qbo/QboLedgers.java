package org.tieout.sink.qbo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.http.OAuthRefresh;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.ConfiguredLedgers;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;

/// Opens the companies that are configured.
final class QboLedgers extends ConfiguredLedgers {
    private static final String VENDOR = "qbo";
    private static final String BASE_URL = "https://quickbooks.api.intuit.com";
    private static final String TOKEN_URL = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer";
    private static final Set<String> HOSTS =
            Set.of("quickbooks.api.intuit.com", "sandbox-quickbooks.api.intuit.com", "oauth.platform.intuit.com");
    private static final Set<String> POSTING_CALLS = Set.of("batch");

    private final QboPace pace;

    QboLedgers(ServiceContext context, QboPace pace) {
        super(VENDOR, context);
        this.pace = pace;
    }

    @Override
    protected Ledger open(Connection connection, Notices notices) {
        var hosts = new HostPolicy(HOSTS, Set.of(), connection.development());
        var anonymous = new ApiClient(ApiProfile.bearer(VENDOR, hosts), Optional.empty(), context.meters());
        var exchange = new OAuthRefresh(
                anonymous,
                connection.url("token-url", TOKEN_URL),
                connection.required("client-id"),
                () -> context.secrets().read(connection.name(), TokenSource.CLIENT_SECRET),
                OAuthRefresh.ClientAuthentication.BASIC);
        var tokens = new TokenSource(connection.name(), context.secrets(), exchange, context.clock());
        var profile = new ApiProfile(
                VENDOR,
                QboClient::classify,
                "Authorization",
                "Bearer ",
                List.of("intuit_tid"),
                Optional.empty(),
                hosts);
        var api = new ApiClient(profile, Optional.of(tokens), context.meters(), failpoints(QboLedgers::posts));
        URI base = connection.url("base-url", BASE_URL);
        Duration deadline = connection.duration("call-timeout", QboClient.DEADLINE);
        var client = new QboClient(api, base, connection.required("realm-id"), pace, deadline);
        var lists = new MasterLists(client, connection.name(), notices, this::createsItems, context.clock());
        return new QboLedger(client, lists, context.clock(), List.of(api, anonymous));
    }

    private boolean createsItems(String flow) {
        return context.config()
                .flow(flow)
                .flatMap(configured -> configured.option("create-missing-items"))
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    private static boolean posts(ApiCall call) {
        boolean creates = call.operation().startsWith("create") || POSTING_CALLS.contains(call.operation());
        return creates
                && call.body()
                        .filter(body -> body.text().contains("Tieout posting "))
                        .isPresent();
    }
}
