package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.money;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.plan.GeneratedSettlement.Row;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tieout.Check;

/// A seller who has stopped selling: a settlement of nothing but refunds, which no payment can carry.
class ManyRefundsTest {

    private static final int REFUNDS = Payments.MOST_RECEIPTS + 1_700;

    private static final GeneratedSettlement SETTLEMENT = refunds();

    private static GeneratedSettlement refunds() {
        var rows = new ArrayList<Row>();
        for (var i = 0; i < REFUNDS; i++) {
            rows.add(new Row(
                    RowType.parse("Refund|ItemPrice|Principal"),
                    -1_000 - i % 7,
                    Instant.parse("2026-10-02T18:00:00Z"),
                    String.format(Locale.ROOT, "111-0000000-%07d", i),
                    "Amazon.com",
                    "SKU-0",
                    1));
        }
        return new GeneratedSettlement(List.copyOf(rows), Map.of());
    }

    @Test
    void theDepositNamesAThousandAndTheRestLeavesClearingWhichTheDepositRefills() {
        var plan = SETTLEMENT.planInSteps(400, GeneratedSettlement.POLICY);

        assertThat(plan.proofs).extracting(Check::state).containsOnly(Check.State.GREEN);
        var receipts = ofKind(plan.documents, Kind.REFUND_RECEIPT);
        var deposit = ofKind(plan.documents, Kind.DEPOSIT).getFirst();
        assertThat(receipts).hasSize(REFUNDS);
        assertThat(deposit.applications()).hasSize(Payments.MOST_RECEIPTS);
        assertThat(receipts.stream()
                        .filter(receipt -> receipt.lines().stream()
                                .anyMatch(line -> line.account().code().equals("1150")))
                        .map(Document::id))
                .hasSize(REFUNDS - Payments.MOST_RECEIPTS)
                .doesNotContainAnyElementsOf(deposit.applications().stream()
                        .map(Application::posting)
                        .toList());
        assertThat(plan.balance("1145")).isEqualTo(money(0));
        assertThat(plan.balance("1150")).isEqualTo(money(0));
        assertThat(plan.balance("2310")).isEqualTo(SETTLEMENT.total());
    }

    @Test
    void itIsTheSamePlanHoweverItIsCut() {
        assertThat(SETTLEMENT.planInSteps(400, GeneratedSettlement.POLICY).documents)
                .isEqualTo(SETTLEMENT.planInSteps(REFUNDS, GeneratedSettlement.POLICY).documents);
    }

    @Test
    void aCompanyWithoutAClearingAccountHasThemAllOnItsDeposit() {
        var plan = SETTLEMENT.planWith(GeneratedSettlement.MAPPINGS.checkedAgainst(companyWithout("1150")));

        assertThat(ofKind(plan.documents, Kind.DEPOSIT).getFirst().applications())
                .hasSize(REFUNDS);
    }

    /// The shipped chart but one account; what else is missing is created.
    private static MasterData companyWithout(String account) {
        var accounts = Mappings.standard().rows().stream()
                .filter(row -> row.key().kind() == MappingKey.Kind.CHART
                        && !row.value().equals(account))
                .map(row -> new MasterData.Account(row.value(), row.name(), row.type(), true, "", Set.of()))
                .toList();
        return new MasterData(accounts, List.of(), List.of(), List.of(), new MasterData.Creates(true, true));
    }

    private static List<Document> ofKind(List<Document> documents, Kind kind) {
        return documents.stream().filter(document -> document.kind() == kind).toList();
    }
}
