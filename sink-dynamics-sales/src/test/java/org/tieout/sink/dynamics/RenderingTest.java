package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.StatusUpdate;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.WriteBack;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Prepared;

/// What is to stand in the CRM follows from the command alone.
class RenderingTest {
    private static final String ID = "0d5b9a7e-1111-4222-8333-94a1b2c3d4e5";

    private final Trade trade = new Trade();

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    private static Prepared render(PostingCommand command, Map<String, String> settings) {
        return new Rendering(WriteBack.of(new Connection("sales", "dynamics-sales", settings))).render(command);
    }

    @Test
    void theSameCommandGivesTheSameBytesWithWhatIsNotThereAsNull() {
        PostingCommand command =
                trade.ordered(SalesTable.ORDER, ID.replace("-", "").toUpperCase(java.util.Locale.ROOT));

        assertThat(render(command, Map.of()))
                .isEqualTo(new Prepared.Body("{\"table\":\"salesorder\",\"id\":\"" + ID
                        + "\",\"columns\":{\"new_bcinvoicenumber\":\"SO-1001\",\"new_bcinvoiceid\":null,"
                        + "\"new_bcpostingdate\":null,\"new_bcstatus\":\"Ordered\",\"new_bcerror\":null}}"));
        assertThat(render(command, Map.of("write-back", "off")))
                .isEqualTo(new Prepared.Body("{\"table\":\"salesorder\",\"id\":\"" + ID + "\"}"));
    }

    @Test
    void aRecordThatAnotherOneTookOverFromShowsThatAndItsNumberAndIsNoInvoice() {
        PostingCommand command = trade.command(
                1,
                StatusUpdate.newBuilder()
                        .setDeal("D")
                        .setTable(SalesDocumentKind.OPPORTUNITY)
                        .setRecordId(ID)
                        .setStatus("Continued")
                        .setNumber("SO-1001")
                        .build());

        assertThat(render(command, Map.of()))
                .isEqualTo(new Prepared.Body("{\"table\":\"opportunity\",\"id\":\"" + ID
                        + "\",\"columns\":{\"new_bcinvoicenumber\":\"SO-1001\",\"new_bcinvoiceid\":null,"
                        + "\"new_bcpostingdate\":null,\"new_bcstatus\":\"Continued\",\"new_bcerror\":null}}"));
        assertThat(render(command, Map.of("write-back", "invoice")))
                .isEqualTo(new Prepared.Body("{\"table\":\"opportunity\",\"id\":\"" + ID + "\"}"));
    }

    @Test
    void whatIdentifiesIsNotCutAndWhatIsNoStatusIsNotPosted() {
        StatusUpdate update = StatusUpdate.newBuilder()
                .setDeal("D")
                .setTable(SalesDocumentKind.ORDER)
                .setRecordId(ID)
                .setStatus("Posted")
                .setNumber("N".repeat(21))
                .build();
        assertThat(render(trade.command(1, update), Map.of()))
                .isInstanceOfSatisfying(
                        Prepared.Unpostable.class, no -> assertThat(no.reason()).contains("number", "longer than 20"));
        update.setNumber("N");
        update.setRecordId("no guid");
        assertThat(render(trade.command(1, update), Map.of())).isInstanceOf(Prepared.Unpostable.class);
        update.setRecordId(ID);
        PostingCommand command = trade.command(1, update);
        command.getDocument().setKind(DocumentKind.SALES_ORDER);
        assertThat(render(command, Map.of())).isInstanceOf(Prepared.Unpostable.class);
    }

    @Test
    void anInvoicesIdIsAVersionFiveUuidOfTheDocumentsWhateverItsCase() {
        String upper = Trade.DOCUMENT.toUpperCase(java.util.Locale.ROOT);
        var row = InvoiceRow.of(trade.of(SalesTable.ORDER, ID, 1, "Posted", upper, "0.00")
                        .getDocument()
                        .getStatusUpdate())
                .orElseThrow();

        assertThat(row.id()).isEqualTo(InvoiceRow.derived(Trade.DOCUMENT).toString());
        assertThat(InvoiceRow.derived(Trade.DOCUMENT).version()).isEqualTo(5);
        assertThat(InvoiceRow.derived(Trade.DOCUMENT).variant()).isEqualTo(2);
        assertThat(row.status()).isEqualTo(100001);
        assertThat(row.line()).isNotEqualTo(row.id());
    }

    @Test
    void partsOfABatchAreReadWhetherAFailedChangeSetIsWrappedOrNot() {
        String wrapped = """
                --b
                Content-Type: multipart/mixed; boundary=c

                --c
                Content-Type: application/http
                Content-ID: 1

                HTTP/1.1 412 Precondition Failed

                {"error":{"code":"0x80060882","message":"stale"}}
                --c--
                --b
                Content-Type: application/http

                HTTP/1.1 429 Too Many Requests
                Retry-After: 7

                {"error":{"code":"0x80072322","message":"too many"}}
                --b--
                """.replace("\n", "\r\n");
        String plain = wrapped.replace("Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n", "")
                .replace("--c--\r\n", "");

        for (String body : new String[] {wrapped, plain}) {
            var replies = MultipartBody.replies("multipart/mixed; boundary=b", body, 3)
                    .orElseThrow();
            assertThat(replies.get(0))
                    .isInstanceOfSatisfying(
                            CrmReply.Faulted.class,
                            faulted -> assertThat(faulted.fault().isOvertaken()).isTrue());
            assertThat(replies.get(1))
                    .isEqualTo(new CrmReply.NotNow("too many", Optional.of(java.time.Duration.ofSeconds(7))));
            // It ended before the third.
            assertThat(replies.get(2)).isInstanceOf(CrmReply.NotNow.class);
        }
        assertThat(MultipartBody.replies("multipart/mixed; boundary=b", wrapped.substring(0, 200), 2))
                .isEmpty();
        assertThat(MultipartBody.replies("text/html", "<html>", 2)).isEmpty();
    }
}
