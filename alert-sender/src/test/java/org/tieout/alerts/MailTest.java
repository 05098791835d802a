package org.tieout.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.alerts.MailSettings.Security;
import org.tieout.alerts.Transport.Result;
import org.tieout.runtime.secret.Secret;

/// Mail over a real SMTP conversation on this machine.
class MailTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String BOOKKEEPER = "books@tieout.example";
    private static final Secret PASSWORD = Secret.of("made-up-password");

    static {
        TestCertificate.forGreenMail();
    }

    private final GreenMail server =
            new GreenMail(new ServerSetup[] {ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.SMTPS.dynamicPort()});

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailSaysWhatIsWrongWhereWhatToDoAndHowToStopIt() throws Exception {
        server.start();

        assertThat(send(plain(List.of(BOOKKEEPER)))).isEqualTo(new Result.Delivered());

        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject())
                .isEqualTo(
                        "[Tieout] New: books: Posting us-books/settlement/1/deposit/r1 was refused: account inactive");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<id-1@tieout.invalid>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContentType()).startsWith("text/plain");
        assertThat(GreenMailUtil.getBody(mail).replace("\r\n", "\n")).isEqualTo("""
                What is wrong: Posting us-books/settlement/1/deposit/r1 was refused: account inactive
                Where:         books (us-books)
                What to do:    Make the account active, then tieout retry
                Since:         2026-11-20 12:00:00 UTC
                Alert:         refused|us-books/settlement/1/deposit/r1

                --
                An alert ends by itself when its cause does; tieout status shows what is open.
                To hear less on this channel, set flows, kinds, events or per-hour of ops under alerts: in
                tieout.yaml and run tieout apply. To hear nothing, take ops out of it.""");
    }

    @Test
    void itGoesToEverybodyInOneMail() {
        server.start();

        assertThat(send(plain(List.of(BOOKKEEPER, "owner@tieout.example")))).isEqualTo(new Result.Delivered());

        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aLineBreakInWhatAVendorSaidMakesNoHeader() throws MessagingException {
        server.start();
        var trouble = Examples.refused().trouble();
        var hostile = new Trouble(
                trouble.id(),
                trouble.kind(),
                trouble.flows(),
                trouble.subject(),
                "refused\r\nBcc: stranger@tieout.example\r\n\r\nbody",
                trouble.nextStep(),
                true,
                trouble.at());
        try (var mail = new Mail(plain(List.of(BOOKKEEPER)))) {
            mail.send(Message.of("ops", List.of(new Item(hostile, Event.RAISED, 0, "id-2")), Examples.AT));
        }

        var received = server.getReceivedMessages();
        assertThat(received).hasSize(1);
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(received[0].getSubject()).contains("refused Bcc: stranger@tieout.example body");
    }

    @Test
    void userAndPasswordAreGivenOverTls() {
        server.setUser(BOOKKEEPER, "tieout", "made-up-password");
        server.start();

        var settings = settings(Security.TLS, server.getSmtps().getPort(), Optional.of("tieout"), List.of(BOOKKEEPER));

        assertThat(sendTrusting(settings)).isEqualTo(new Result.Delivered());
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() {
        server.setUser(BOOKKEEPER, "tieout", "another-password");
        server.start();

        var settings = settings(Security.TLS, server.getSmtps().getPort(), Optional.of("tieout"), List.of(BOOKKEEPER));

        assertThat(sendTrusting(settings)).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.reason()).contains("does not accept user and password");
            assertThat(refused.toString()).doesNotContain("made-up-password");
        });
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aCertificateOfAStrangerIsRefused() {
        server.start();

        var settings = settings(Security.TLS, server.getSmtps().getPort(), Optional.empty(), List.of(BOOKKEEPER));

        assertThat(send(settings))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.reason()).contains("certificate that is not trusted"));
    }

    @Test
    void aServerWithoutStarttlsGetsNeitherMailNorPassword() {
        server.setUser(BOOKKEEPER, "tieout", "made-up-password");
        server.start();

        var settings =
                settings(Security.STARTTLS, server.getSmtp().getPort(), Optional.of("tieout"), List.of(BOOKKEEPER));

        assertThat(send(settings))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.reason()).contains("offers no STARTTLS"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aConnectionTurnsToTlsBeforeUserPasswordAndMail() throws IOException {
        try (var smtp = new StarttlsServer()) {
            var settings = settings(Security.STARTTLS, smtp.port(), Optional.of("tieout"), List.of(BOOKKEEPER));

            assertThat(sendTrusting(settings)).isEqualTo(new Result.Delivered());

            assertThat(smtp.saidInTheClear()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
            assertThat(smtp.saidEncrypted())
                    .anyMatch(line -> line.startsWith("AUTH"))
                    .contains("RCPT TO:<" + BOOKKEEPER + ">");
        }
    }

    @Test
    void aServerThatIsBusyOrAwayIsTriedAgain() throws IOException {
        try (var smtp = new StarttlsServer().answeringMail("451 try later")) {
            var settings = settings(Security.STARTTLS, smtp.port(), Optional.of("tieout"), List.of(BOOKKEEPER));

            assertThat(sendTrusting(settings)).isInstanceOf(Result.Later.class);
        }
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(send(settings(Security.NONE, free, Optional.empty(), List.of(BOOKKEEPER))))
                .isInstanceOf(Result.Later.class);
    }

    @Test
    void anAddressThatTheServerRefusesRefusesTheMail() throws IOException {
        try (var smtp = new StarttlsServer().answeringReceiver("550 no such user")) {
            var settings = settings(Security.STARTTLS, smtp.port(), Optional.of("tieout"), List.of(BOOKKEEPER));

            assertThat(sendTrusting(settings))
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> assertThat(refused.reason()).contains("does not take mail for " + BOOKKEEPER));
        }
    }

    @Test
    void aServerThatSaysNothingIsNoRefusal() throws IOException {
        try (var mute = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            var settings = new MailSettings(
                    "127.0.0.1",
                    mute.getLocalPort(),
                    Security.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    "tieout@tieout.example",
                    List.of(BOOKKEEPER),
                    Duration.ofMillis(300));

            assertThat(send(settings)).isInstanceOf(Result.Later.class);
        }
    }

    private MailSettings plain(List<String> to) {
        return settings(Security.NONE, server.getSmtp().getPort(), Optional.empty(), to);
    }

    private static MailSettings settings(Security security, int port, Optional<String> user, List<String> to) {
        return new MailSettings(
                "127.0.0.1", port, security, user, user.map(_ -> PASSWORD), "tieout@tieout.example", to, TIMEOUT);
    }

    private static Result send(MailSettings settings) {
        try (var mail = new Mail(settings)) {
            return mail.send(Examples.message());
        }
    }

    private static Result sendTrusting(MailSettings settings) {
        try (var mail = new Mail(settings, Optional.of(TestCertificate.context().getSocketFactory()))) {
            return mail.send(Examples.message());
        }
    }
}
