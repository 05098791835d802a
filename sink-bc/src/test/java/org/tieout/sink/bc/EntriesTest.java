package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tieout.runtime.http.Json;

/// What of the general ledger is a document's.
class EntriesTest {
    private final Company company = new Company(new Company.Lists(
            Stream.of("1150|Assets", "1300|Assets", "4000|Income", "5000|Cost of Goods Sold")
                    .map(row -> row.split("\\|"))
                    .map(row -> new Company.Account(row[0], row[0], "Account " + row[0], row[1], "", false, true, true))
                    .toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new Company.Settings("USD", "Simulated")));

    @Test
    void theCostThatASaleMovedFromStockIsNoneOfTheInvoices() {
        var entries = read(
                entry(1, "Invoice", "4000", "-50"),
                entry(2, "Invoice", "1150", "50"),
                entry(3, "Invoice", "5000", "12"),
                entry(4, "Invoice", "1300", "-12"));

        assertThat(Entries.sums(Entries.withoutCost(Entries.ofInvoice(entries), company, Set.of())))
                .isEqualTo(Map.of("1150", new BigDecimal("50"), "4000", new BigDecimal("-50")));
    }

    @Test
    void anAccountOfCostThatALineOfTheDocumentNamesIsTheDocuments() {
        var entries = read(entry(1, "Invoice", "5000", "-20"), entry(2, "Invoice", "1150", "20"));

        assertThat(Entries.withoutCost(entries, company, Set.of("5000"))).hasSize(2);
    }

    @Test
    void documentsOfOtherKindsUnderTheSameNumberAreLeftOut() {
        var entries = read(
                entry(1, "Invoice", "4000", "-50"),
                entry(2, "Payment", "1150", "50"),
                entry(3, "Credit_x0020_Memo", "4000", "7"),
                entry(4, "_x0020_", "6100", "3"));

        assertThat(Entries.ofInvoice(entries)).extracting(Entries.Entry::number).containsExactly(1, 2);
        assertThat(Entries.ofMemo(entries)).extracting(Entries.Entry::number).containsExactly(3);
        assertThat(Entries.ofJournal(entries)).extracting(Entries.Entry::number).containsExactly(4);
        assertThat(Entries.ofPayment(entries)).extracting(Entries.Entry::number).containsExactly(2);
    }

    @Test
    void moreValuesThanAFilterShouldHoldAreAskedForInSeveralQuestions() {
        var numbers = Stream.iterate(1, number -> number + 1)
                .limit(60)
                .map(number -> "S-" + number)
                .toList();

        assertThat(Entries.questions(numbers)).hasSize(3).first().asString().contains("%20or%20");
        assertThat(Odata.quoted("O'Neill")).isEqualTo("'O''Neill'");
    }

    private static List<Entries.Entry> read(JsonNode... rows) {
        return Entries.byDocument(List.of(rows)).getOrDefault("PS-1", List.of());
    }

    private static JsonNode entry(int number, String type, String account, String amount) {
        var value = new BigDecimal(amount);
        return Json.object()
                .put("entryNumber", number)
                .put("documentNumber", "ps-1")
                .put("documentType", type)
                .put("postingDate", "2026-11-10")
                .put("accountNumber", account)
                .put("debitAmount", value.max(BigDecimal.ZERO))
                .put("creditAmount", value.min(BigDecimal.ZERO).negate())
                .put("description", "");
    }
}
