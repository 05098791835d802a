package org.tieout.runtime.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.runtime.kafka.AvroSerdes;

/// When what the ledger made otherwise than commanded is over.
class AgreementTest {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 2);

    /// The first of our serdes vouches for our record classes.
    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @Test
    void theSameAmountsByAccountAreTheSameDocumentHoweverTheLinesAreCut() {
        var held = List.of(line("1100", "10.00"), line("4000", "-4.00"), line("4000", "-6.0000"), line("9999", "0.00"));

        assertThat(Agreement.isOver(commanded(), held(held, DAY, LedgerStatus.LIVE)))
                .isTrue();
    }

    @Test
    void aCentOnAnotherAccountIsStillADifference() {
        var held = List.of(line("1100", "10.00"), line("4000", "-9.99"), line("2200", "-0.01"));

        assertThat(Agreement.isOver(commanded(), held(held, DAY, LedgerStatus.LIVE)))
                .isFalse();
    }

    @Test
    void anotherDayIsStillADifference() {
        var held = List.of(line("1100", "10.00"), line("4000", "-10.00"));

        assertThat(Agreement.isOver(commanded(), held(held, DAY.plusDays(1), LedgerStatus.LIVE)))
                .isFalse();
    }

    @Test
    void aDocumentThatDoesNotCountAnyMoreDiffersNoMore() {
        assertThat(Agreement.isOver(commanded(), held(List.of(), DAY, LedgerStatus.VOIDED)))
                .isTrue();
        assertThat(Agreement.isOver(commanded(), held(List.of(), DAY, LedgerStatus.DELETED)))
                .isTrue();
        assertThat(Agreement.isOver(commanded(), held(List.of(), DAY, LedgerStatus.UNKNOWN)))
                .isFalse();
    }

    private static PostingCommand commanded() {
        var document = Document.newBuilder()
                .setKind(DocumentKind.INVOICE)
                .setReference("111-0000001-0000001")
                .setDate(DAY)
                .setCurrency("USD")
                .setMemo("")
                .setLines(List.of(line("1100", "10.00"), line("4000", "-10.00")))
                .build();
        var command = new PostingCommand();
        command.setSourceKind(SourceKind.ORDER);
        command.setDocument(document);
        return command;
    }

    private static LedgerDocument held(List<DocumentLine> lines, LocalDate date, LedgerStatus status) {
        var document = new LedgerDocument();
        document.setStatus(status);
        document.setDate(date);
        document.setLines(lines);
        document.setReadAt(Instant.EPOCH);
        return document;
    }

    private static DocumentLine line(String account, String amount) {
        return DocumentLine.newBuilder()
                .setAccount(account)
                .setAmount(new Money("USD", new BigDecimal(amount).setScale(4)))
                .setMemo("")
                .build();
    }
}
