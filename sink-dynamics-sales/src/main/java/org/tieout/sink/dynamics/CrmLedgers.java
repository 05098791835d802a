package org.tieout.sink.dynamics;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.config.WriteBack;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.ApiProfile;
import org.tieout.runtime.http.ClientCredentials;
import org.tieout.runtime.http.HostPolicy;
import org.tieout.runtime.http.TokenSource;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.ConfiguredLedgers;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;

/// Opens the organisations that deals are read from: what became of them is written back to where they came from.
final class CrmLedgers extends ConfiguredLedgers {
    private static final String VENDOR = "dynamics-sales";
    private static final String LOGIN_URL = "https://login.microsoftonline.com";
    private static final Set<String> HOSTS = Set.of("login.microsoftonline.com");
    private static final Set<String> BELOW = Set.of(".dynamics.com");
    private static final List<String> REQUEST_IDS = List.of("x-ms-service-request-id", "req_id", "x-ms-request-id");

    private final CrmPace pace;

    CrmLedgers(ServiceContext context, CrmPace pace) {
        super(VENDOR, context);
        this.pace = pace;
    }

    @Override
    protected String connectionOf(Flow flow) {
        return flow.source();
    }

    @Override
    protected Ledger open(Connection connection, Notices notices) {
        String organization =
                URI.create(connection.required("organization-url")).toString().replaceFirst("/+$", "");
        var writeBack = WriteBack.of(connection);
        var hosts = new HostPolicy(HOSTS, BELOW, connection.development());
        var anonymous =
                new ApiClient(ApiProfile.tokenEndpoint(VENDOR, REQUEST_IDS, hosts), Optional.empty(), context.meters());
        var exchange = new ClientCredentials(
                anonymous,
                connection.url("token-url", LOGIN_URL + "/" + connection.required("tenant-id") + "/oauth2/v2.0/token"),
                connection.required("client-id"),
                connection.setting("scope").orElse(organization + "/.default"));
        var tokens = new TokenSource(connection.name(), context.secrets(), exchange, context.clock());
        var profile = new ApiProfile(
                VENDOR, CrmClient::classify, "Authorization", "Bearer ", REQUEST_IDS, Optional.empty(), hosts);
        var api = new ApiClient(
                profile,
                Optional.of(tokens),
                context.meters(),
                failpoints(call -> CrmClient.WRITING_CALLS.contains(call.operation())));
        var client = new CrmClient(
                api, organization + "/api/data/v9.2/", pace, connection.duration("call-timeout", CrmClient.DEADLINE));
        return new CrmLedger(client, writeBack, context.clock(), List.of(api::close, anonymous::close));
    }
}
