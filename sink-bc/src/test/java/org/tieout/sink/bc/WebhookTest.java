package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.secret.Secret;

/// A person changes an invoice in Business Central, and the sink knows long before it would have asked.
class WebhookTest {
    private static final Duration POLL = Duration.ofHours(6);

    @TempDir
    private Path directory;

    @Test
    void aCancelledInvoiceIsReadBackWhenBusinessCentralTellsOfIt() throws IOException {
        int port = freePort();
        var settings = Map.of(
                "webhook-url",
                "http://127.0.0.1:" + port + "/bc",
                "webhook-port",
                Integer.toString(port),
                Flow.BC_SCHEME,
                "BC-1");
        try (var rig = new Rig(directory, settings)) {
            rig.secrets.store(rig.trade.target, "webhook-secret", Secret.of("s3cret"));
            rig.policy(rig.policy().withLedgerPoll(POLL));
            OpenInvoices.in(rig.simulator);
            rig.start();
            rig.await("subscriptions", () -> Books.rows(rig.simulator, "subscriptions") == 2);
            PostingCommand invoice = rig.trade.invoice("111-0000001-0000001", "50.00", "5.99");
            rig.send(invoice);
            rig.awaitPosted(invoice);
            rig.await("read back", () -> rig.document(invoice).isPresent());
            assertThat(status(rig, invoice)).isEqualTo(LedgerStatus.LIVE);
            var human = new Human(rig.simulator);

            human.post(
                    "salesInvoices("
                            + Objects.requireNonNull(
                                    rig.state(invoice).orElseThrow().getVendorId()) + ")/Microsoft.NAV.cancel",
                    "");
            human.order("notify", "{}");

            rig.await("voided", () -> status(rig, invoice) == LedgerStatus.VOIDED);
        }
    }

    private static LedgerStatus status(Rig rig, PostingCommand command) {
        return rig.document(command).map(LedgerDocument::getStatus).orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
