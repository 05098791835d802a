package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.http.ApiCall;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.ServiceContext;

/// The ledgers of one vendor, as the configuration names them. A sink says how one is opened; which there are,
/// how often they are asked and when they are to be opened anew is the same for all vendors. Thread-safe.
public abstract class ConfiguredLedgers implements Ledgers {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredLedgers.class);

    private final String vendor;

    /// What the service is given.
    protected final ServiceContext context;

    /// @param vendor the vendor's name in connections and topics
    protected ConfiguredLedgers(String vendor, ServiceContext context) {
        this.vendor = vendor;
        this.context = context;
    }

    /// Opens the ledger behind a connection of this vendor.
    ///
    /// @throws ConfigException when a setting cannot be used
    protected abstract Ledger open(Connection connection, Notices notices);

    @Override
    public final String target() {
        return vendor;
    }

    @Override
    public final Optional<Ledger> open(String connection, Notices notices) {
        try {
            return context.config()
                    .connection(connection)
                    .filter(this::isOurs)
                    .map(configured -> open(configured, notices));
        } catch (ConfigException e) {
            LOG.warn("Connection {} cannot be opened: {}", connection, e.getMessage());
            return Optional.empty();
        }
    }

    /// The connection of a flow that its documents go to; of a sink that writes back it is another.
    protected String connectionOf(Flow flow) {
        return flow.target();
    }

    @Override
    public final Set<String> connections() {
        return context.config().flows().stream()
                .map(this::connectionOf)
                .filter(connection -> context.config()
                        .connection(connection)
                        .filter(this::isOurs)
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private boolean isOurs(Connection connection) {
        return connection.vendor().equals(vendor);
    }

    @Override
    public final Duration pollEvery(String connection, Duration otherwise) {
        return context.config().flowsInto(connection).stream()
                .map(flow -> flow.every("ledger", otherwise))
                .min(Duration::compareTo)
                .orElse(otherwise);
    }

    /// Settings and secrets together.
    @Override
    public final long version(String connection) {
        long settings = context.config()
                .connection(connection)
                .map(Connection::hashCode)
                .orElse(0);
        return settings * 31 + context.secrets().changedAt(connection).toEpochMilli();
    }

    /// Failpoints inside a call, for calls that post.
    ///
    /// @param posts which calls do
    protected final ApiClient.Progress failpoints(Predicate<ApiCall> posts) {
        return new ApiClient.Progress() {
            @Override
            public void sent(ApiCall call) {
                if (posts.test(call)) {
                    context.failpoints().here(Failpoint.SINK_AFTER_REQUEST_SENT);
                }
            }

            @Override
            public void answering(ApiCall call) {
                if (posts.test(call)) {
                    context.failpoints().here(Failpoint.SINK_AFTER_LEDGER_COMMIT_BEFORE_RESPONSE_READ);
                }
            }
        };
    }
}
