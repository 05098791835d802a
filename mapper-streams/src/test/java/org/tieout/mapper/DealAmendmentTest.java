package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AuditRecord;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.StatusUpdate;
import org.tieout.schemas.Target;

/// Deals that change after they were sold, and what the CRM is told.
class DealAmendmentTest {

    private static final String PARKED = "us-books|DEAL|" + Crm.DEAL;
    private static final String ALERT = "amendment|us-books|" + Crm.DEAL;
    private static final String SALE = "us-books/deal/" + Crm.DEAL + "/sale/r";
    private static final String STATUS = "us-books/deal/" + Crm.DEAL + "/status-order-0C000000/r";

    private final MapperHarness mapper = new MapperHarness(Target.BC);

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness sold() {
        return mapper.mapping("item", "MUG", "1000")
                .flow()
                .crm(Crm.account("Contoso", 3))
                .deal(order("SUBMITTED", 12, "2"));
    }

    private static SalesDocumentVersion order(String stage, long version, String quantity) {
        return Crm.order(stage, version).line("MUG", quantity, "12.50").build();
    }

    private List<String> sales() {
        return mapper.commands.stream()
                .filter(command -> command.getDocument().getKind() != DocumentKind.CUSTOMER)
                .map(PostingCommand::getPostingId)
                .toList();
    }

    private List<AuditRecord> proposed() {
        return mapper.audit.stream()
                .filter(step -> step.getStep().equals("amendment-proposed"))
                .toList();
    }

    private String hash() {
        return proposed().getLast().getFacts().getOrDefault("amendment", "");
    }

    private List<AuditRecord> amend(String id, @Nullable String hash) {
        return mapper.ask("AMEND", id, Crm.DEAL, hash == null ? Map.of() : Map.of("amendment", hash));
    }

    @Test
    void anEditIsProposedOnceInWordsAndTakenWhenAPersonSaysSo() {
        sold().deal(order("ACTIVE", 13, "2")).deal(order("SUBMITTED", 14, "3")).deal(order("SUBMITTED", 15, "3"));

        assertThat(sales()).hasSize(1);
        assertThat(proposed())
                .extracting(AuditRecord::getMessage)
                .containsExactly(
                        "order SO-1 is open again now",
                        "line 1000 The MUG: 2 x 12.5 = 25.00 USD becomes 3 x 12.5 = 37.50 USD;"
                                + " net 25.00 USD becomes 37.50 USD");
        assertThat(mapper.openAlerts()).containsExactly(ALERT);
        assertThat(Objects.requireNonNull(mapper.alerts.get(ALERT)).getNextStep())
                .contains("tieout approve " + Crm.DEAL + " --amendment");
        assertThat(Objects.requireNonNull(mapper.parked.get(PARKED)).getReason())
                .startsWith("changed after it was sold");

        assertThat(amend("a", "another")).extracting(AuditRecord::getStep).containsExactly("amendment-refused");
        var answers = amend("b", hash());
        assertThat(amend("b", hash())).as("a request is answered once").isEmpty();

        assertThat(answers)
                .filteredOn(step -> step.getStep().equals("amended"))
                .singleElement()
                .satisfies(step -> assertThat(step.getFacts()).containsEntry("request", "b"));
        assertThat(sales()).containsExactly(SALE + 1, SALE + 2);
        assertThat(mapper.commands.getLast().getDocument().getCorrects()).isEqualTo(SALE + 1);
        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry(PARKED, null);
        assertThat(amend("c", hash()))
                .extracting(AuditRecord::getMessage)
                .singleElement()
                .asString()
                .contains("nothing is proposed");
    }

    @Test
    void aDealThatIsReopenedAndWonAgainAsItWasIsAsCommanded() {
        sold().deal(order("ACTIVE", 13, "2"));
        assertThat(mapper.openAlerts()).containsExactly(ALERT);

        mapper.deal(order("SUBMITTED", 14, "2"));

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry(PARKED, null);
        assertThat(sales()).hasSize(1);
    }

    @Test
    void whatIsCanceledOrDeletedIsNeverCommandedAgain() {
        sold().deal(order("CANCELED", 13, "2"));
        assertThat(proposed().getLast().getMessage()).isEqualTo("order SO-1 is canceled");

        assertThat(amend("a", hash())).singleElement().satisfies(answer -> {
            assertThat(answer.getStep()).isEqualTo("amendment-refused");
            assertThat(answer.getMessage()).contains("Delete the draft in Business Central");
        });

        mapper.deal(order("DELETED", 14, "2"));
        assertThat(proposed().getLast().getMessage()).isEqualTo("order SO-1 is deleted now");
        assertThat(sales()).hasSize(1);
        assertThat(mapper.openAlerts()).containsExactly(ALERT);
    }

    @Test
    void aSaleOfAnOpportunityIsWithdrawnWithItAlthoughNothingElseWasCommanded() {
        mapper.mapping("item", "MUG", "1000")
                .flow()
                .crm(Crm.account("Contoso", 3))
                .deal(Crm.opportunity("WON", 10).line("MUG", "2", "12.50").build())
                .deal(Crm.opportunity("OPEN", 11).line("MUG", "2", "12.50").build());

        assertThat(proposed())
                .singleElement()
                .satisfies(step -> assertThat(step.getMessage())
                        .isEqualTo("opportunity " + Crm.OPPORTUNITY + " is open again now"));
    }

    @Test
    void mappingRowsAndOptionsThatComeLaterChangeNothingThatIsCommanded() {
        sold().mapping("item", "MUG", "2000", 4)
                .flow(null, "INVOICE", Map.of("deal-document", "invoice"))
                .deal(order("SUBMITTED", 13, "2"));

        assertThat(sales()).hasSize(1);
        assertThat(proposed()).isEmpty();
    }

    @Test
    void anEditThatDoesNotAddUpIsHeldAndTheStatusSaysSoUntilItDoes() {
        sold().ledger(document("salesOrder", LedgerStatus.DRAFT, null))
                .deal(Crm.order("SUBMITTED", 13)
                        .line("MUG", "2", "12.50")
                        .totalOffBy("5")
                        .build());
        assertThat(statuses()).extracting(StatusUpdate::getStatus).containsExactly("Ordered", "Held");
        assertThat(statuses().getLast().getProblem()).contains("25.00").contains("30.00");

        mapper.deal(order("SUBMITTED", 14, "2"));

        assertThat(statuses()).extracting(StatusUpdate::getStatus).containsExactly("Ordered", "Held", "Ordered");
        assertThat(statuses().getLast().getNumber()).isEqualTo("S-1");
        assertThat(mapper.openAlerts()).isEmpty();
    }

    private List<StatusUpdate> statuses() {
        return mapper.statuses.stream()
                .map(command -> Objects.requireNonNull(command.getDocument().getStatusUpdate()))
                .toList();
    }

    private static LedgerDocument document(String type, LedgerStatus status, @Nullable String open) {
        return document(1, type, status, open);
    }

    private static LedgerDocument document(int revision, String type, LedgerStatus status, @Nullable String open) {
        return LedgerDocument.newBuilder()
                .setConnection(MapperHarness.TARGET)
                .setFlow(MapperHarness.FLOW)
                .setSourceConnection(MapperHarness.SOURCE)
                .setSourceId(Crm.DEAL)
                .setPostingId(SALE + revision)
                .setKind(DocumentKind.SALES_ORDER)
                .setVendorType(type)
                .setVendorId("id-of-" + type)
                .setVendorNumber(type.equals("salesOrder") ? "S-1" : "INV-1")
                .setStatus(status)
                .setDate(status == LedgerStatus.LIVE ? LocalDate.parse("2026-10-05") : null)
                .setTotal(MapperHarness.usd("25"))
                .setOpen(open == null ? null : MapperHarness.usd(open))
                .setReadAt(Instant.EPOCH)
                .build();
    }

    @Test
    void theRecordIsToldWhatBecameOfItAndOnlyWhenSomethingChanged() {
        sold().ledger(document("salesOrder", LedgerStatus.DRAFT, null))
                .ledger(document("salesOrder", LedgerStatus.DRAFT, null))
                .ledger(document("salesInvoice", LedgerStatus.LIVE, "25"))
                .ledger(document("salesInvoice", LedgerStatus.LIVE, "10"))
                .ledger(document("salesInvoice", LedgerStatus.LIVE, "0"))
                .ledger(document("salesInvoice", LedgerStatus.LIVE, "0"))
                .ledger(document("salesInvoice", LedgerStatus.VOIDED, "0"));

        assertThat(statuses())
                .extracting(update -> update.getStatus() + " " + update.getNumber() + " " + update.getPostingDate())
                .containsExactly(
                        "Ordered S-1 null",
                        "Posted INV-1 2026-10-05",
                        "Posted INV-1 2026-10-05",
                        "Paid INV-1 2026-10-05",
                        "Canceled INV-1 null");
        assertThat(statuses()).extracting(StatusUpdate::getRecordId).containsOnly(Crm.ORDER);
        var third = mapper.statuses.get(2);
        assertThat(third.getPostingId()).isEqualTo(STATUS + 3);
        assertThat(third.getDocument().getCorrects()).isEqualTo(STATUS + 2);
        assertThat(third.getTargetConnection()).isEqualTo(MapperHarness.SOURCE);
        assertThat(third.getSequence()).isEqualTo(3);
        assertThat(third.getDocument().getDate()).hasToString("2026-10-05");
    }

    @Test
    void aSecondOrderOfADealIsNeitherSoldNorForgottenNorPutInTheFirstOnesPlace() {
        var second = SalesDocumentVersion.newBuilder(order("SUBMITTED", 20, "2"))
                .setId("0badcafe-0000-4000-8000-000000000002")
                .setNumber("SO-2")
                .build();

        sold().deal(second).deal(order("FULFILLED", 21, "2")).deal(second);

        assertThat(sales()).hasSize(1);
        assertThat(Objects.requireNonNull(mapper.parked.get(PARKED)).getReason())
                .contains("order SO-1 is sold", "order SO-2 is not sold");
        assertThat(mapper.openAlerts()).hasSize(1);

        mapper.deal(SalesDocumentVersion.newBuilder(second)
                .setStage(SalesDocumentStage.CANCELED)
                .setRowVersion(22)
                .build());

        assertThat(mapper.parked).containsEntry(PARKED, null);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void whatWasCanceledAsAPersonWasToldIsOverAndAskedAboutWhenItIsClosedAgain() {
        sold().ledger(document("salesInvoice", LedgerStatus.LIVE, "25")).deal(order("CANCELED", 13, "2"));
        assertThat(mapper.openAlerts()).containsExactly(ALERT);

        mapper.ledger(document("salesInvoice", LedgerStatus.VOIDED, "0"));

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry(PARKED, null);

        mapper.deal(order("SUBMITTED", 14, "2"));
        assertThat(proposed().getLast().getMessage()).contains("canceled", "to be sold");
        assertThat(amend("again", hash())).extracting(AuditRecord::getStep).contains("amended");
        assertThat(sales()).containsExactly(SALE + 1, SALE + 2);
    }

    @Test
    void whatIsPostedAsItWasDraftedEndsTheProposalAndIsNotProposedAgain() {
        sold().ledger(document("salesOrder", LedgerStatus.DRAFT, null)).deal(order("SUBMITTED", 13, "3"));
        assertThat(mapper.openAlerts()).containsExactly(ALERT);

        mapper.ledger(document("salesInvoice", LedgerStatus.LIVE, "25"));

        assertThat(mapper.openAlerts()).isEmpty();
        mapper.deal(order("SUBMITTED", 14, "3"));
        assertThat(mapper.openAlerts()).isEmpty();
        mapper.deal(order("SUBMITTED", 15, "4"));
        assertThat(mapper.openAlerts()).containsExactly(ALERT);
        assertThat(amend("late", hash()))
                .extracting(AuditRecord::getMessage)
                .singleElement()
                .asString()
                .contains("is posted", "credit memo");
    }

    @Test
    void theRecordThatDecidesIsToldAndARevisionThatIsOverIsNot() {
        mapper.mapping("item", "MUG", "1000")
                .flow()
                .crm(Crm.account("Contoso", 3))
                .deal(Crm.opportunity("WON", 10).line("MUG", "2", "12.50").build())
                .ledger(document("salesOrder", LedgerStatus.DRAFT, null))
                .deal(order("SUBMITTED", 12, "2"));
        assertThat(statuses())
                .extracting(StatusUpdate::getRecordId)
                .containsExactly(Crm.OPPORTUNITY, Crm.ORDER, Crm.OPPORTUNITY);

        mapper.deal(order("SUBMITTED", 13, "3"));
        amend("a", hash());
        mapper.ledger(document(2, "salesOrder", LedgerStatus.DRAFT, null))
                .ledger(document(1, "salesOrder", LedgerStatus.DELETED, null));
        assertThat(statuses()).hasSize(3);

        mapper.deal(order("DELETED", 14, "3")).ledger(document(2, "salesOrder", LedgerStatus.DELETED, null));
        assertThat(statuses()).as("a record that is gone is told nothing").hasSize(3);
    }
}
