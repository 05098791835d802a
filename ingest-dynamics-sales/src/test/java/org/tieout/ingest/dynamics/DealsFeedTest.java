package org.tieout.ingest.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.ingest.dynamics.Reading.documents;
import static org.tieout.ingest.dynamics.Reading.erased;
import static org.tieout.ingest.dynamics.Reading.masterData;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.event.CrmRecord;
import org.tieout.event.SalesDocumentStage;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.ingest.dynamics.Reading.Sent;
import org.tieout.runtime.ingest.Turn;
import org.tieout.simulator.http.Fault;

/// What a round brings, against the simulator's Dataverse face.
class DealsFeedTest {

    private static final int TABLES = 11;

    @Test
    void theFirstRoundBringsEverythingMasterDataFirst() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            List<Sent> sent = reading.round();

            assertThat(documents(sent))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactlyInAnyOrderElementsOf(crm.ids("opportunity", "quote", "salesorder"));
            assertThat(masterData(sent))
                    .extracting(CrmRecord::getId)
                    .containsExactlyInAnyOrderElementsOf(
                            crm.ids("account", "contact", "product", "transactioncurrency", "pricelevel"));
            assertThat(sent.subList(0, masterData(sent).size())).allMatch(each -> each.value() instanceof CrmRecord);
            assertThat(sent).allMatch(each -> each.key().startsWith(crm.name + "|"));
            assertThat(reading.alerts).isEmpty();
        }
    }

    @Test
    void aRoundInWhichNothingChangedIsElevenCallsAndNoRecord() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            long calls = crm.calls();

            assertThat(reading.round()).isEmpty();
            assertThat(crm.calls() - calls).isEqualTo(TABLES);
        }
    }

    @Test
    void anOrderIsReadWholeAsItStands() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            SalesDocumentVersion order = only(documents(reading.round()), crm.first("discounts"));

            assertThat(order.getStage()).isEqualTo(SalesDocumentStage.ACTIVE);
            assertThat(order.getNumber()).startsWith("ORD-");
            assertThat(order.getCustomerKind()).isEqualTo("account");
            assertThat(order.getCustomerId()).isEqualTo(crm.row("account", "name", "Fern Valley School"));
            assertThat(order.getCurrency()).isEqualTo("USD");
            assertThat(order.getPriceList()).isNotBlank();
            assertThat(order.getLines())
                    .extracting(line -> line.getProductNumber())
                    .containsExactly("SCALE-POUR", "MUG-CERAMIC-BLU");
            assertThat(order.getLines()).allMatch(line -> line.getIsDefaultUnit() && line.getUnit() != null);
            var line = order.getLines().getFirst();
            assertThat(line.getPricePerUnit().subtract(line.getVolumeDiscount()).multiply(line.getQuantity()))
                    .isEqualByComparingTo(line.getBaseAmount().getAmount());
            assertThat(line.getManualDiscount().getAmount()).isEqualByComparingTo("9.99");
            assertThat(order.getDiscountPercentage()).isEqualByComparingTo("5");
            assertThat(order.getDiscountAmount().getAmount()).isEqualByComparingTo("10");
            assertThat(order.getClosedOn()).isNull();
        }
    }

    @Test
    void aDealIsFollowedThroughItsStatesByWhatIsObservedTheMostAdvancedRecordFirst() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            String opportunity = crm.first("quote-converted");
            crm.advances("quote-converted");
            crm.advances("quote-converted");
            crm.advances("quote-converted");
            crm.advances("quote-converted");

            List<SalesDocumentVersion> versions = documents(reading.round());

            assertThat(versions)
                    .extracting(SalesDocumentVersion::getStage)
                    .containsExactly(SalesDocumentStage.SUBMITTED, SalesDocumentStage.WON, SalesDocumentStage.WON);
            assertThat(versions).allMatch(version -> opportunity.equals(version.getOpportunityId()));
            assertThat(versions).allMatch(version -> version.getClosedOn() != null);
            assertThat(versions.getFirst().getQuoteId())
                    .isEqualTo(versions.get(1).getId());
        }
    }

    @Test
    void aChangeIsEmittedOnceAndWhatIsWrittenBackNotAtAll() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            String order = crm.first("order-direct");
            crm.edits("salesorder", order, "{\"name\":\"Dune Harbor: knives and more\"}");
            assertThat(reading.round())
                    .as("names may be people's and are not read")
                    .isEmpty();
            crm.edits("salesorder", order, "{\"requestdeliveryby\":\"2026-12-01\"}");
            assertThat(documents(reading.round()))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactly(order);

            crm.edits("salesorder", order, "{\"new_bcstatus\":\"Posted\",\"new_bcinvoicenumber\":\"INV-1\"}");
            long calls = crm.calls();

            assertThat(reading.round()).isEmpty();
            assertThat(crm.calls() - calls).as("it was looked at").isEqualTo(TABLES + 2);
        }
    }

    @Test
    void aClosedDocumentThatIsTakenBackWrittenToAndPutForwardAgainDoesNotComeRound() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            String deal = crm.first("won-without-quote");
            String order = crm.first("order-direct");
            crm.advances("won-without-quote");
            crm.advances("order-direct");
            SalesDocumentVersion won = only(documents(reading.round()), deal);
            crm.simulator.advanceWorld(Duration.ofDays(2));
            reading.round();

            Map.of("opportunity", deal, "salesorder", order).forEach((table, id) -> {
                crm.edits(table, id, "{\"statecode\":0,\"statuscode\":1}");
                crm.edits(table, id, "{\"new_bcstatus\":\"Posted\"}");
            });
            crm.does("message", """
                    {"name":"WinOpportunity","body":{"Status":3,"OpportunityClose":{"actualend":"%sT12:00:00Z","actualrevenue":%s,
                     "opportunityid@odata.bind":"/opportunities(%s)"}}}""".formatted(
                            won.getClosedOn(),
                            Objects.requireNonNull(won.getValue()).getAmount().toPlainString(),
                            deal));
            crm.edits("salesorder", order, "{\"statecode\":1,\"statuscode\":3}");
            long calls = crm.calls("readSalesorders") + crm.calls("readOpportunities");

            assertThat(reading.round()).isEmpty();
            assertThat(crm.calls("readSalesorders") + crm.calls("readOpportunities"))
                    .isEqualTo(calls + 2);
        }
    }

    @Test
    void aChangedAddedOrDeletedLineBringsItsDocumentEvenWhereTheHeaderDoesNotMove() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            crm.does("switches", "{\"LINES_LEAVE_HEADER\":true}");
            reading.round();
            String order = crm.first("discounts");
            List<String> lines = crm.lines("salesorderdetail", "salesorderid", order);

            crm.edits("salesorderdetail", lines.getFirst(), "{\"quantity\":16}");
            SalesDocumentVersion changed = only(documents(reading.round()), order);
            crm.deletes("salesorderdetail", lines.getLast());
            SalesDocumentVersion shorter = only(documents(reading.round()), order);

            assertThat(changed.getLines())
                    .extracting(line -> line.getQuantity())
                    .anyMatch(quantity -> quantity.compareTo(BigDecimal.valueOf(16)) == 0);
            assertThat(shorter.getLines()).extracting(line -> line.getId()).containsExactly(lines.getFirst());
        }
    }

    @Test
    void aDeletedDocumentIsAVersionThatSaysSoAndADeletedAccountATombstone() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            SalesDocumentVersion before = only(documents(reading.round()), crm.first("deleted"));
            String account = crm.row("account", "name", "Kelp Works");
            crm.deletes("salesorder", before.getId());
            crm.deletes("account", account);

            List<Sent> sent = reading.round();

            SalesDocumentVersion deleted = only(documents(sent), before.getId());
            assertThat(deleted.getStage()).isEqualTo(SalesDocumentStage.DELETED);
            assertThat(deleted.getNumber()).isEqualTo(before.getNumber());
            assertThat(deleted.getCustomerId()).isEqualTo(account);
            assertThat(deleted.getRowVersion()).isGreaterThan(before.getRowVersion());
            assertThat(erased(sent)).containsExactly(crm.name + "|account|" + account);
            assertThat(reading.round()).isEmpty();
        }
    }

    @Test
    void anExpiredTokenReadsEverythingAgainAndEmitsOnlyWhatChangedOrVanishedMeanwhile() {
        try (var crm = Crm.inSmallPages();
                var reading = new Reading(crm)) {
            reading.round();
            reading.restarts();
            String order = crm.first("order-direct");
            String gone = crm.first("deleted");
            String account = crm.row("account", "name", "Juniper Mill");
            String kelp = crm.row("account", "name", "Kelp Works");
            String line = crm.lines("salesorderdetail", "salesorderid", order).getFirst();
            crm.does("switches", "{\"LINES_LEAVE_HEADER\":true,\"EXPIRED_TOKEN_IS_410\":true}");
            crm.edits("salesorderdetail", line, "{\"quantity\":13}");
            crm.does("rename", "{\"id\":\"" + account + "\",\"name\":\"Juniper Mill Trading\"}");
            crm.deletes("salesorder", gone);
            crm.deletes("account", kelp);
            crm.simulator.clock().advanceProtocol(Duration.ofDays(8));

            List<Sent> sent = reading.round();

            assertThat(documents(sent)).extracting(SalesDocumentVersion::getId).containsExactly(order, gone);
            assertThat(documents(sent).getLast().getStage()).isEqualTo(SalesDocumentStage.DELETED);
            assertThat(masterData(sent)).extracting(CrmRecord::getId).containsExactly(account);
            assertThat(erased(sent)).containsExactly(crm.name + "|account|" + kelp);
            assertThat(reading.alerts).isEmpty();
            assertThat(reading.round()).isEmpty();
        }
    }

    @Test
    void aPageLinkThatIsNoLongerTakenBeginsItsTableAgainAndTheOthersGoOn() {
        try (var crm = Crm.inSmallPages();
                var reading = new Reading(crm)) {
            crm.simulator.fault(Fault.on("dataverse").path("/accounts$").skip(2).beforeAccept(new Fault.Status(400)));

            reading.round();

            assertThat(crm.calls("trackContacts")).isOne();
            assertThat(reading.committed).extracting(Sent::key).doesNotHaveDuplicates();
            assertThat(masterData(reading.committed))
                    .extracting(CrmRecord::getId)
                    .containsAll(crm.ids("account", "contact"));
            assertThat(erased(reading.committed)).isEmpty();
            assertThat(reading.alerts).isEmpty();
        }
    }

    @Test
    void aRestartGoesOnFromWhatIsCommitted() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            crm.advances("won-without-quote");
            reading.restarts();
            long reads = crm.calls("readSalesorders");

            assertThat(documents(reading.round()))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactly(crm.first("won-without-quote"));
            assertThat(crm.calls("readSalesorders"))
                    .as("nothing else was read again")
                    .isEqualTo(reads);
        }
    }

    @Test
    void aRestartInTheMiddleOfTheFirstRoundEmitsNothingTwiceAndLosesNothing() {
        try (var crm = Crm.inSmallPages();
                var reading = new Reading(crm)) {
            while (documents(reading.committed).isEmpty()) {
                assertThat(reading.turn().in()).isZero();
            }
            reading.restarts();
            reading.round();

            assertThat(reading.committed).extracting(Sent::key).doesNotHaveDuplicates();
            assertThat(documents(reading.committed)).hasSameSizeAs(crm.ids("opportunity", "quote", "salesorder"));
            assertThat(reading.transactions()).as("a page at a time").isGreaterThan(10);
        }
    }

    @Test
    void whatWasNotChangedSinceReadFromIsLeftOutUntilItChanges() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.restartsFrom(Instant.parse("2040-01-01T00:00:00Z"));
            assertThat(documents(reading.round())).isEmpty();

            crm.advances("won-without-quote");

            assertThat(documents(reading.round()))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactly(crm.first("won-without-quote"));
        }
    }

    @Test
    void aThrottledCallIsRepeatedAfterTheWaitItIsToldAndNothingIsLost() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            throttle(crm, "1");

            Turn turn = reading.turns();
            reading.round();

            assertThat(turn.state()).isEqualTo(Turn.State.WAITING);
            assertThat(turn.in()).isEqualTo(Duration.ofSeconds(1));
            assertThat(documents(reading.committed))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactlyInAnyOrderElementsOf(crm.ids("opportunity", "quote", "salesorder"));
        }
    }

    @Test
    void whoIsWokenBeforeTheWaitIsOverDoesNotAsk() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            throttle(crm, "300");
            reading.turns();

            Turn woken = reading.turn();

            assertThat(woken.state()).isEqualTo(Turn.State.WAITING);
            assertThat(woken.reason()).contains("rate budget");
            assertThat(woken.in()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        }
    }

    private static void throttle(Crm crm, String seconds) {
        crm.simulator.fault(Fault.on("dataverse")
                .path("/quotes$")
                .skip(1)
                .beforeAccept(new Fault.Status(429, Map.of("Retry-After", seconds), Optional.of(""))));
    }

    @Test
    void anAppThatIsNoUserOfTheOrganisationPausesTheFeedAndSaysWhatToDo() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            String user =
                    crm.row("systemuser", "applicationid", crm.connection().required("client-id"));
            crm.edits("systemuser", user, "{\"isdisabled\":true}");

            Turn turn = reading.turns();

            assertThat(turn.state()).isEqualTo(Turn.State.PAUSED);
            assertThat(turn.reason()).contains("0x80072560");
            assertThat(reading.alerts).containsKey(crm.name + "|deals|access");
            crm.edits("systemuser", user, "{\"isdisabled\":false}");
            reading.round();
            assertThat(reading.alerts).isEmpty();
        }
    }

    @Test
    void aTableThatIsNotTrackedPausesTheFeedAndNamesIt() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            crm.simulator.fault(Fault.on("dataverse").path("/quotedetails$").beforeAccept(new Fault.Status(400)));
            crm.simulator.fault(Fault.on("dataverse")
                    .path("EntityDefinitions")
                    .beforeAccept(new Fault.Status(200, Map.of(), Optional.of("{\"ChangeTrackingEnabled\":false}"))));

            Turn turn = reading.turns();

            assertThat(turn.state()).isEqualTo(Turn.State.PAUSED);
            assertThat(turn.reason()).contains("change tracking is off for the table quotedetail");
            reading.round();
            assertThat(reading.alerts).isEmpty();
        }
    }

    @Test
    void anExpiredAccessTokenIsReplacedAndAnExpiredSecretPausesTheFeed() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            crm.does("tokens/expire", "{}");
            assertThat(reading.round()).isEmpty();
            assertThat(crm.calls("token")).isEqualTo(2);

            crm.does("secret/expire", "{\"on\":true}");
            crm.does("tokens/expire", "{}");

            assertThat(reading.turns().state()).isEqualTo(Turn.State.PAUSED);
            assertThat(reading.alerts).containsKey(crm.name + "|authorization");
        }
    }

    @Test
    void aRecordThatCannotBeReadHoldsUpNoOther() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            String order = crm.first("order-direct");
            crm.edits("salesorder", order, "{\"discountpercentage\":0.12345678912}");

            List<Sent> sent = reading.round();

            assertThat(documents(sent))
                    .hasSize(crm.ids("opportunity", "quote", "salesorder").size() - 1);
            assertThat(Objects.requireNonNull(reading.alerts.get(crm.name + "|order|" + order)))
                    .contains("discountpercentage");
            crm.edits("salesorder", order, "{\"discountpercentage\":0}");
            assertThat(documents(reading.round()))
                    .extracting(SalesDocumentVersion::getId)
                    .containsExactly(order);
            assertThat(reading.alerts).isEmpty();
        }
    }

    @Test
    void anotherOrganisationBehindTheSameConnectionIsNotMixedIn() {
        try (var crm = Crm.seeded();
                var reading = new Reading(crm)) {
            reading.round();
            int before = reading.committed.size();
            crm.simulator.fault(Fault.on("dataverse")
                    .path("WhoAmI$")
                    .beforeAccept(new Fault.Status(
                            200,
                            Map.of(),
                            Optional.of("{\"OrganizationId\":\"00000000-0000-4000-8000-000000000001\"}"))));
            reading.restarts();

            assertThat(reading.turns().state()).isEqualTo(Turn.State.PAUSED);
            assertThat(reading.committed).hasSize(before);
        }
    }

    private static SalesDocumentVersion only(List<SalesDocumentVersion> versions, String id) {
        return versions.stream()
                .filter(version -> version.getId().equals(id))
                .reduce((_, _) -> {
                    throw new AssertionError("several versions of " + id);
                })
                .orElseThrow(() -> new AssertionError("no version of " + id + " in " + versions));
    }
}
