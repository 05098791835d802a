package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One small settlement, written the way each site writes it.
class SettlementFileTest {
    private static final SettlementRow.Subject ITEM = new SettlementRow.Subject(
            "111-2223334-4445556", "", "DX7", "Amazon.com", "AFN", "40000000000001", "", "MUG", 1, "");

    private static Settlement small(Marketplace marketplace, boolean promotion) {
        Period period = Period.of(marketplace, 2);
        Instant posted = Instant.parse("2026-10-01T03:30:17Z");
        List<SettlementRow> rows = List.of(
                new SettlementRow("Order", "ItemPrice", "Principal", 123450, posted, ITEM),
                new SettlementRow("Order", "ItemFees", "Commission", -18518, posted, ITEM),
                promotion
                        ? new SettlementRow(
                                "Order", "Promotion", "Principal", -500, posted, ITEM.withPromotion("RENTRÉE"))
                        : SettlementRow.other("Storage Fee", -500, posted),
                SettlementRow.ofAccount("ServiceFee", "Cost of Advertising", "TransactionTotalAmount", -2100, posted),
                SettlementRow.other("Current Reserve Amount", -5, posted));
        long total = rows.stream().mapToLong(SettlementRow::cents).sum();
        return new Settlement("20137377014", period, total, 5, rows, posted);
    }

    private static List<String> lines(Settlement settlement, SettlementStyle style) {
        return Arrays.asList(SettlementFile.text(settlement, style).split("\n", -1));
    }

    @Test
    void usDocumentsHaveIsoDatesAPointAnd24Columns() {
        List<String> lines = lines(small(Marketplace.US, true), SettlementStyle.us());
        assertThat(lines.getFirst().split("\t"))
                .hasSize(24)
                .startsWith("settlement-id")
                .endsWith("promotion-id");
        assertThat(lines.get(1))
                .isEqualTo("20137377014\t2026-09-28 20:21:38 UTC\t2026-10-12 20:21:38 UTC\t2026-10-14 20:21:38 UTC"
                        + "\t1023.27\tUSD" + "\t".repeat(18));
        assertThat(lines.get(2))
                .isEqualTo("20137377014\t\t\t\t\t\tOrder\t111-2223334-4445556\t111-2223334-4445556\t\tDX7\tAmazon.com"
                        + "\tItemPrice\tPrincipal\t1234.50\tAFN\t2026-10-01\t2026-10-01 03:30:17 UTC"
                        + "\t40000000000001\t\t\tMUG\t1\t");
        assertThat(lines.get(4)).endsWith("\t1\tRENTRÉE").contains("\tPromotion\tPrincipal\t-5.00\t");
        assertThat(lines.get(6))
                .isEqualTo("20137377014\t\t\t\t\t\tother-transaction\t\t\t\t\t\tother-transaction"
                        + "\tCurrent Reserve Amount\t-0.05\t\t2026-10-01\t2026-10-01 03:30:17 UTC\t\t\t\t\t\t");
        assertThat(lines.subList(7, lines.size())).containsExactly("", "");
    }

    @Test
    void usDocumentsMayWritePostedDatesWithSlashes() {
        assertThat(lines(small(Marketplace.US, true), SettlementStyle.usSlashed())
                        .get(2))
                .contains("\t10/01/26\t2026-10-01 03:30:17 UTC\t");
    }

    @Test
    void deDocumentsHaveDottedDatesACommaAnd23Columns() {
        List<String> lines = lines(small(Marketplace.DE, true), SettlementStyle.de());
        assertThat(lines.getFirst().split("\t")).hasSize(23).endsWith("quantity-purchased");
        assertThat(lines.get(1))
                .isEqualTo("20137377014\t28.09.2026 09:10:07 UTC\t12.10.2026 09:10:07 UTC\t14.10.2026 09:10:07 UTC"
                        + "\t1023,27\tEUR" + "\t".repeat(17));
        assertThat(lines.get(2))
                .isEqualTo("20137377014\t\t\t\t\t\tOrder\t111-2223334-4445556\t111-2223334-4445556\t\tDX7\tAmazon.com"
                        + "\tItemPrice\tPrincipal\t1234,50\tAFN\t01.10.2026\t01.10.2026 03:30:17 UTC"
                        + "\t40000000000001\t\t\tMUG\t1");
    }

    @Test
    void auDocumentsHaveDottedDatesAndAPoint() {
        List<String> lines = lines(small(Marketplace.AU, true), SettlementStyle.au());
        assertThat(lines.get(1))
                .isEqualTo("20137377014\t28.09.2026 07:06:34 UTC\t12.10.2026 07:06:34 UTC\t14.10.2026 07:06:34 UTC"
                        + "\t1023.27\tAUD" + "\t".repeat(18));
        assertThat(lines.get(3)).contains("\tItemFees\tCommission\t-185.18\tAFN\t01.10.2026\t");
    }

    @Test
    void v1DocumentsPutSeveralAmountsIntoOneRow() {
        List<String> lines = lines(small(Marketplace.US, true), SettlementStyle.v1(true));
        assertThat(lines.getFirst().split("\t")).hasSize(36).endsWith("other-amount");
        assertThat(lines.get(1))
                .isEqualTo("20137377014\t2026-09-28T20:21:38+00:00\t2026-10-12T20:21:38+00:00"
                        + "\t2026-10-14T20:21:38+00:00\t1023.27\tUSD" + "\t".repeat(30));
        String item =
                "20137377014\t\t\t\t\t\tOrder\t111-2223334-4445556\t111-2223334-4445556\t\tDX7\tAmazon.com\t\t\t\t"
                        + "\tAFN\t2026-10-01T03:30:17+00:00\t40000000000001\t\t\tMUG\t";
        assertThat(lines.get(2)).isEqualTo(item + "1" + "\t".repeat(13));
        assertThat(lines.get(3))
                .isEqualTo(item + "\tPrincipal\t1234.50\tCommission\t-185.18\t\t\t\tRENTRÉE\tPrincipal\t-5.00\t\t\t");
        assertThat(lines.get(4))
                .contains("\tServiceFee\t")
                .contains("\tCost of Advertising\t-20.00\t\t-1.00\tTaxAmount\t");
        assertThat(lines.get(5)).contains("\tCurrent Reserve Amount\t").endsWith("\t-0.05");
        assertThat(amounts(lines)).isEqualByComparingTo("1023.27");
    }

    @Test
    void v1DocumentsWithoutOrdersHave33Columns() {
        List<String> lines = lines(small(Marketplace.US, false), SettlementStyle.v1(false));
        assertThat(lines.getFirst().split("\t")).hasSize(33).doesNotContain("promotion-amount");
        assertThat(amounts(lines)).isEqualByComparingTo("1023.27");
        assertThatThrownBy(() -> SettlementFile.text(small(Marketplace.US, true), SettlementStyle.v1(false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPreambleAndPaddedCellsAreWrittenWhereTheStyleSaysSo() {
        SettlementStyle style = SettlementStyle.us()
                .withPreamble("Amazon Payments, Inc.")
                .withTrailingSpaces()
                .withoutTrailingBlankLine();
        List<String> lines = lines(small(Marketplace.US, true), style);
        assertThat(lines).startsWith("Amazon Payments, Inc.", "");
        assertThat(lines.get(2)).startsWith("settlement-id\t");
        assertThat(lines.get(4))
                .contains("\t111-2223334-4445556  \t")
                .contains("\tPrincipal  \t")
                .contains("\tMUG  \t");
        assertThat(lines.getLast()).isEmpty();
        assertThat(lines.get(lines.size() - 2)).isNotEmpty();
    }

    @Test
    void documentsAreCp1252SoThatAnAccentIsOneByte() {
        byte[] bytes = SettlementFile.render(small(Marketplace.US, true), SettlementStyle.us());
        assertThat(bytes).contains((byte) 0xC9).doesNotContain((byte) 0xC3);
    }

    @Test
    void everyV1DocumentOfAWorldAddsUpToItsHeader() {
        SellerOptions options = SellerOptions.demo(9);
        SellerModel seller = new SellerModel(options, InstantSource.fixed(options.opensAt()));
        for (Settlement settlement : seller.settlements()) {
            List<String> lines = lines(settlement, SettlementStyle.v1(true));
            assertThat(amounts(lines)).isEqualByComparingTo(Cents.decimal(settlement.headerTotal()));
        }
    }

    private static BigDecimal amounts(List<String> lines) {
        List<String> columns = List.of(lines.getFirst().split("\t"));
        BigDecimal sum = BigDecimal.ZERO;
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split("\t", -1);
            for (int i = 0; i < cells.length; i++) {
                if (columns.get(i).endsWith("-amount") && !cells[i].isEmpty()) {
                    sum = sum.add(new BigDecimal(cells[i]));
                }
            }
        }
        return sum;
    }
}
