package org.tieout.accounting.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.export.Documents.SETTLEMENT;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;

class CsvExportTest {

    private static List<NamedCsvRecord> rows(Document document) {
        var export = new CsvExport();
        return CsvReader.builder().ofNamedCsvRecord(export.head() + export.document(SETTLEMENT, document)).stream()
                .toList();
    }

    @Test
    void eachLineIsARowThatNamesItsDocument() {
        var rows = rows(Documents.invoice("Amazon customers", "Amazon order", "MUG"));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).getFieldsAsMap())
                .containsEntry("settlement-id", "25889786381")
                .containsEntry("kind", "invoice")
                .containsEntry("posting-id", "offline/order/111-0000000-0000001/invoice-1/r1")
                .containsEntry("reference", "111-0000000-0000001")
                .containsEntry("date", "2026-06-28")
                .containsEntry("currency", "USD")
                .containsEntry("customer", "Amazon customers")
                .containsEntry("order-id", "111-0000000-0000001")
                .containsEntry("account", "4000")
                .containsEntry("account-name", "Sales")
                .containsEntry("amount", "-49.99")
                .containsEntry("category", "REV.PRINCIPAL")
                .containsEntry("memo", "Mug");
        assertThat(rows.getFirst().getField("category")).isEmpty();
    }

    @Test
    void plainTextIsWrittenAsItIs() {
        var export = new CsvExport();

        assertThat(export.document(SETTLEMENT, Documents.payment()))
                .startsWith(
                        "25889786381,customer-payment,offline/settlement/25889786381/payment-2026-06.1/r1,"
                                + "25889786381-06-1,2026-06-30,USD,Amazon customers,,1145,Undeposited Funds,49.99,,Settlement,\r\n");
    }

    @Test
    void aBillNamesItsVendor() {
        assertThat(rows(Documents.bill())).allSatisfy(row -> {
            assertThat(row.getField("vendor")).isEqualTo("Amazon");
            assertThat(row.getField("customer")).isEmpty();
        });
    }

    @Test
    void aSpreadsheetDoesNotRunWhatAFileSays() {
        assertThat(List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠1"))
                .allSatisfy(text -> assertThat(customer(text)).isEqualTo("'" + text));
    }

    @Test
    void anAmountStaysANumber() {
        assertThat(rows(Documents.payment()))
                .extracting(row -> row.getField("amount"))
                .containsExactly("49.99", "-49.99");
    }

    @Test
    void aSemicolonIsQuotedBecauseSomeSpreadsheetsSplitThere() {
        var export = new CsvExport();

        assertThat(export.document(SETTLEMENT, Documents.invoice("a;=1", "memo", "MUG")))
                .contains(",\"a;=1\",");
    }

    @Property(tries = 300)
    void aReaderGetsTheTextBack(@ForAll String text) {
        assertThat(customer(text)).isIn(text, "'" + text);
    }

    private static String customer(String name) {
        return rows(Documents.invoice(name, "memo", "MUG")).getFirst().getField("customer");
    }
}
