package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.Alert;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;

/// A deal through the sink on a real broker: customer, draft, change, approval, payment.
class DealServiceTest {
    @TempDir
    private Path directory;

    @Test
    void aDealIsKeptInStepWithItsDraftUntilItIsApprovedAndItsPaymentIsRead() {
        try (var rig = new Rig(directory)) {
            rig.policy(rig.policy().withLedgerPoll(Duration.ofMillis(300))).start();
            var deals = new Deals(rig.trade);
            PostingCommand customer = deals.customer(1, 1);
            PostingCommand order = deals.order(1, "40.00");
            rig.emit(deals.account(1, Deals.named("Harbour Coffee")));
            rig.send(order, customer);

            rig.await(
                    "drafted",
                    () -> rig.state(order).map(PostingState::getVendorId).isPresent());
            String drafted = rig.state(order).orElseThrow().getVendorId();
            assertThat(rig.status(order)).isEqualTo(PostingStatus.WAITING);
            rig.await("shown as a draft", () -> rig.document(order).isPresent());
            assertThat(rig.document(order).orElseThrow().getStatus()).isEqualTo(LedgerStatus.DRAFT);

            PostingCommand changed = deals.order(2, "50.00");
            rig.send(changed);
            rig.await(
                    "changed in place",
                    () -> rig.state(changed)
                                    .filter(state -> drafted.equals(state.getVendorId()))
                                    .isPresent()
                            && rig.document(changed).isPresent());
            rig.await("superseded", () -> rig.status(order) == PostingStatus.SUPERSEDED);

            var human = new Human(rig.simulator);
            human.patch("salesOrders(" + drafted + ")", "{\"externalDocumentNumber\":\"PO-7788\"}");
            rig.approve(Deals.DEAL);
            rig.awaitPosted(changed);
            String number = rig.state(changed).orElseThrow().getVendorNumber();
            human.order(
                    "receive-payment",
                    "{\"invoice\":\"" + number
                            + "\",\"amount\":\"134.90\",\"date\":\"2026-11-20\",\"account\":\"1000\"}");
            rig.await(
                    "read as paid",
                    () -> rig.document(changed)
                            .filter(document -> document.getStatus() == LedgerStatus.LIVE)
                            .filter(document -> document.getOpen().getAmount().signum() == 0)
                            .isPresent());
            assertThat(rig.document(changed).orElseThrow().getVendorNumber()).isEqualTo(number);
            assertThat(rig.steps(customer)).containsExactly("queued", "attempted", "posted");
            assertThat(rig.audits() + "" + rig.state(customer)).doesNotContain("Harbour");
            assertThat(Books.rows(rig.simulator, "salesInvoices")).isEqualTo(1);
            assertThat(rig.alerts()).allMatch(Alert::getResolved);

            PostingCommand third = deals.order(3, "60.00");
            rig.send(third);
            rig.await("refused", () -> rig.status(third) == PostingStatus.REFUSED);
            PostingCommand fourth = deals.order(4, "70.00");
            rig.send(fourth);
            rig.await(
                    "the fourth has an end",
                    () -> rig.state(fourth)
                            .filter(state -> state.getStatus() == PostingStatus.REFUSED || state.getVendorId() != null)
                            .isPresent());
            assertThat(rig.state(fourth).orElseThrow().getReason())
                    .as("the third never stood, and what the second stands as is known")
                    .contains("posted-already");
            assertThat(Books.rows(rig.simulator, "salesOrders")).isZero();
        }
    }
}
