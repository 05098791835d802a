package org.tieout.alerts;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;

/// Makes the way out of a channel.
@FunctionalInterface
interface Transports {

    Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(10);

    Transport open(Connection channel);

    /// The real ones.
    static Transports real(SecretStore secrets, Clock clock) {
        return channel ->
                channel.vendor().equals(Connection.WEBHOOK) ? webhook(channel, secrets, clock) : mail(channel, secrets);
    }

    private static Transport webhook(Connection channel, SecretStore secrets, Clock clock) {
        var address = secrets.read(channel.name(), "url");
        var key = optional("signing-key", channel, secrets);
        if (address.isEmpty() || channel.has("signing-key") != key.isPresent()) {
            return new Unconfigured("url or signing-key");
        }
        return new Webhook(
                address.get(), key, channel.development(), channel.duration("call-timeout", WEBHOOK_TIMEOUT), clock);
    }

    private static Transport mail(Connection channel, SecretStore secrets) {
        var password = optional("password", channel, secrets);
        if (channel.has("password") != password.isPresent()) {
            return new Unconfigured("password");
        }
        return new Mail(MailSettings.of(channel, password));
    }

    /// A secret that the files give now: the store keeps what they gave once.
    private static Optional<Secret> optional(String name, Connection channel, SecretStore secrets) {
        return channel.has(name) ? secrets.read(channel.name(), name) : Optional.empty();
    }

    /// A channel whose secrets are not in the store.
    record Unconfigured(String missing) implements Transport {
        @Override
        public Result send(Message message) {
            return new Result.Refused("its secret " + missing + " is not in the store", "Run tieout apply.", true);
        }

        @Override
        public void close() {}
    }
}
