package org.tieout.alerts;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.runtime.service.Version;

/// Sends a message as mail, in plain text. The connection is encrypted, and the server's name checked, unless the
/// settings say `none`. A mail goes to all its receivers or to none: one refused address refuses it.
final class Mail implements Transport {

    private static final String CORRECT = "Correct the channel in tieout.yaml and run tieout apply.";
    private static final Pattern TEMPORARY = Pattern.compile("^4\\d\\d");

    private final MailSettings settings;
    private final Session session;

    Mail(MailSettings settings) {
        this(settings, Optional.empty());
    }

    /// @param trust makes encrypted sockets, where the usual certificates are not what counts
    Mail(MailSettings settings, Optional<SSLSocketFactory> trust) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings, trust));
    }

    private static Properties properties(MailSettings settings, Optional<SSLSocketFactory> trust) {
        var properties = new Properties();
        var millis = Long.toString(settings.timeout().toMillis());
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.security() == MailSettings.Security.TLS));
        var starts = Boolean.toString(settings.security() == MailSettings.Security.STARTTLS);
        properties.put("mail.smtp.starttls.enable", starts);
        // Never fall back to the clear: whoever sits in between could strip the offer.
        properties.put("mail.smtp.starttls.required", starts);
        trust.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
        return properties;
    }

    @Override
    public Result send(Message message) {
        try (var transport = session.getTransport()) {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.password()
                            .map(secret -> secret.reveal(SecretAccess.forUse()))
                            .orElse(null));
            var mail = mail(message);
            try {
                transport.sendMessage(mail, mail.getAllRecipients());
            } catch (MessagingException e) {
                return judge(e);
            }
        } catch (MessagingException e) {
            return judge(e);
        }
        return new Result.Delivered();
    }

    private MimeMessage mail(Message message) throws MessagingException {
        var mail = new Named(session, "<" + message.id() + "@tieout.invalid>");
        mail.setFrom(new InternetAddress(settings.from(), true));
        for (var to : settings.to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to, true));
        }
        mail.setSubject("[Tieout] " + Text.line(message), StandardCharsets.UTF_8.name());
        mail.setText(Text.body(message), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.at()));
        // No out-of-office answers to a program (RFC 3834).
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Mailer", "tieout/" + Version.current());
        if (!message.isDigest()) {
            // Threads the end of an alert to its beginning.
            var alert = message.items().getFirst().trouble().id();
            mail.setHeader("References", "<" + Hashes.of(message.channel(), alert) + "@tieout.invalid>");
        }
        mail.saveChanges();
        return mail;
    }

    /// A mail that keeps its id in every attempt.
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private Result judge(MessagingException failure) {
        var server = settings.host() + ":" + settings.port();
        var chain = chain(failure);
        for (var cause : chain) {
            switch (cause) {
                case AuthenticationFailedException wrong -> {
                    return isTemporary(wrong)
                            ? later(server + " cannot check the password now")
                            : refused(server + " does not accept user and password");
                }
                case SMTPAddressFailedException wrong -> {
                    return byCode(wrong.getReturnCode(), server + " does not take mail for " + wrong.getAddress());
                }
                case SMTPSenderFailedException wrong -> {
                    return byCode(wrong.getReturnCode(), server + " does not take mail from " + wrong.getAddress());
                }
                case SMTPSendFailedException wrong -> {
                    return byCode(wrong.getReturnCode(), server + " answered " + wrong.getReturnCode());
                }
                case CertificateException _ -> {
                    return refused(server + " shows a certificate that is not trusted");
                }
                default -> {
                    // Look further down.
                }
            }
        }
        if (chain.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).contains("STARTTLS is required"))) {
            return refused(server + " offers no STARTTLS, and nothing is sent in the clear");
        }
        return later("no mail could be handed to " + server + ": "
                + chain.getLast().getClass().getSimpleName());
    }

    /// The exception, those chained to it in Jakarta Mail's way, and their causes.
    private static List<Throwable> chain(MessagingException failure) {
        var chain = new ArrayList<Throwable>();
        @Nullable Throwable next = failure;
        while (next != null && chain.size() < 20) {
            chain.add(next);
            next = next instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : next.getCause();
        }
        return chain;
    }

    private static boolean isTemporary(AuthenticationFailedException failure) {
        return TEMPORARY
                .matcher(Objects.requireNonNullElse(failure.getMessage(), ""))
                .find();
    }

    private static Result byCode(int code, String reason) {
        return code >= 500 ? refused(reason) : later(reason);
    }

    private static Result later(String reason) {
        return new Result.Later(reason, Optional.<Duration>empty());
    }

    private static Result refused(String reason) {
        return new Result.Refused(reason.strip(), CORRECT, false);
    }

    @Override
    public String toString() {
        return "mail by " + settings.host().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {}
}
