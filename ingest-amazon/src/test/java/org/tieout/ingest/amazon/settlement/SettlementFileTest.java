package org.tieout.ingest.amazon.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.ingest.amazon.settlement.SampleFile.Row;
import org.tieout.ingest.amazon.settlement.SampleFile.Style;

class SettlementFileTest {

    private static final Charset CP1252 = Charset.forName("windows-1252");
    private static final String HEADER =
            "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                    + "\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time\tsku\n";
    private static final String OPENS = "1\t2026-03-01\t2026-03-15\t2026-03-17\t%s\tUSD\t\t\t\t\t\t\t\n";
    private static final String LINE = "1\t\t\t\t\t\tOrder\t\tItemPrice\tPrincipal\t%s\t2026-03-02 03:04:05 UTC\t%s\n";

    private static Row row(long minor) {
        return new Row("Principal", minor, SampleFile.START.plusDays(1), "111-2223333-4445556", "MÜG-1");
    }

    @Test
    void missingColumnsAreAllNamed() {
        assertThatThrownBy(
                        () -> SampleFile.readOrThrow("settlement-id\ttotal-amount\tcurrency\tamount\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("lacks the columns settlement-start-date, settlement-end-date, deposit-date, "
                        + "transaction-type, order-id, amount-type, amount-description, posted-date-time");
    }

    @Test
    void aV1AmountWithoutItsTypeColumnIsNamed() {
        var header = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                + "\ttransaction-type\torder-id\tposted-date\tprice-type\tprice-amount\tother-amount\tpromotion-amount\n";
        assertThatThrownBy(() -> SampleFile.readOrThrow(header.getBytes(UTF_8)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("lacks the columns promotion-type");
    }

    @Test
    void aColumnGivenTwiceIsRefused() {
        assertThatThrownBy(() ->
                        SampleFile.readOrThrow(HEADER.replace("sku", "amount").getBytes(UTF_8)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("has the column amount twice");
    }

    @Test
    void aFileWithoutColumnHeaderIsRefused() {
        assertThatThrownBy(() -> SampleFile.readOrThrow("date,amount\n2026-01-01,5\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("sample.txt")
                .hasMessageContaining("no column header");
        assertThatThrownBy(() -> SampleFile.readOrThrow(new byte[0])).isInstanceOf(UnreadableReport.class);
    }

    @Test
    void aTruncatedGzipSaysWhereItBreaksOff() {
        var whole = SampleFile.gzip(SampleFile.of(row(1), row(2)).bytes());
        assertThatThrownBy(() -> SampleFile.readOrThrow(Arrays.copyOf(whole, whole.length - 9)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("cut off after " + (whole.length - 9) + " bytes");
    }

    @Test
    void twoGzipMembersAreOneFile() throws IOException {
        var plain = SampleFile.of(row(150)).bytes();
        var half = plain.length / 2;
        var first = SampleFile.gzip(Arrays.copyOf(plain, half));
        var second = SampleFile.gzip(Arrays.copyOfRange(plain, half, plain.length));
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(SampleFile.readOrThrow(both).text())
                .isEqualTo(SampleFile.read(plain).text());
        assertThatThrownBy(() -> SampleFile.readOrThrow(Arrays.copyOf(both, first.length + 5)))
                .isInstanceOf(UnreadableReport.class);
    }

    @Test
    void bytesAfterTheGzipStreamAreRefused() {
        var whole = SampleFile.gzip(SampleFile.of(row(1)).bytes());
        assertThatThrownBy(() -> SampleFile.readOrThrow(Arrays.copyOf(whole, whole.length + 3)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("is followed by other bytes");
    }

    @Test
    void aGzipBombIsRefused() {
        var bomb = SampleFile.gzip(new byte[64 << 20]);
        assertThatThrownBy(() -> SampleFile.readOrThrow(bomb)).isInstanceOf(UnreadableReport.class);
        var blanks = new byte[64 << 20];
        Arrays.fill(blanks, (byte) '\n');
        var sample = SampleFile.of(row(1)).bytes();
        System.arraycopy(sample, 0, blanks, 0, sample.length);
        assertThatThrownBy(() -> SampleFile.readOrThrow(SampleFile.gzip(blanks)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("grows more than 300 times");
    }

    @Test
    void aLineBeyondTheLimitIsRefused() {
        var endless = new byte[2 << 20];
        Arrays.fill(endless, (byte) 'x');
        assertThatThrownBy(() -> SampleFile.readOrThrow(endless))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("line 1 is longer than");
        Arrays.fill(endless, (byte) '\t');
        assertThatThrownBy(() -> SampleFile.readOrThrow(endless))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("line 1 has more than 512 cells");
    }

    @Test
    void aCellBeyondTheLimitIsAProblemOfItsRow() {
        var text = HEADER
                + OPENS.formatted("3.00")
                + LINE.formatted("1.00", "x".repeat(9_000))
                + LINE.formatted("2.00", "A");
        var read = SampleFile.read(text.getBytes(UTF_8));
        assertThat(read.problems).singleElement().satisfies(problem -> {
            assertThat(problem.column()).isEqualTo("sku");
            assertThat(problem.row()).isEqualTo(3);
            assertThat(problem.value()).hasSizeLessThan(200);
        });
        assertThat(read.lines).hasSize(1);
    }

    @Test
    void onlySoManyProblemsAreListedButAllAreCounted() {
        var text = HEADER + OPENS.formatted("3.00") + LINE.formatted("x", "A").repeat(1_500);
        var read = SampleFile.read(text.getBytes(UTF_8));
        assertThat(read.problems).hasSize(1_000);
        assertThat(read.problems.getLast().what()).contains("more are counted, not listed");
        assertThat(read.ends.getFirst().problems()).isEqualTo(1_500);
        assertThat(read.ends.getFirst().complete()).isFalse();
    }

    @Test
    void aControlCharacterOfTheFileDoesNotReachTheTerminal() {
        var text = HEADER + OPENS.formatted("3.00") + LINE.formatted("\u001b[31m1", "A");
        var problem = SampleFile.read(text.getBytes(UTF_8)).problems.getFirst();
        assertThat(problem.toString()).doesNotContain("\u001b").contains("sample.txt: row 3, column amount, value \"");
    }

    @Test
    void aDeclaredCharsetServesWhatIsNotUtf8() throws IOException {
        var cyrillic = Charset.forName("windows-1251");
        var text = HEADER + OPENS.formatted("3.00") + LINE.formatted("3.00", "КРУЖКА");
        assertThat(skuOf(text.getBytes(cyrillic), Optional.of(cyrillic))).isEqualTo("КРУЖКА");
        assertThat(skuOf(text.getBytes(UTF_8), Optional.of(cyrillic))).isEqualTo("КРУЖКА");
    }

    @Test
    void aDeclaredUtf8ThatIsNotIsReadAsCp1252() throws IOException {
        var text = HEADER + OPENS.formatted("3.00") + LINE.formatted("3.00", "MÜG");
        assertThat(skuOf(text.getBytes(CP1252), Optional.of(UTF_8))).isEqualTo("MÜG");
    }

    private static String skuOf(byte[] bytes, Optional<Charset> declared) throws IOException {
        var read = new Transcript();
        SettlementFile.read(new ByteArrayInputStream(bytes), "sample.txt", declared, read);
        return String.valueOf(read.lines.getFirst().sku());
    }

    @Test
    void theWholeFileDecidesTheCharset(@TempDir Path directory) throws IOException {
        // "Ã¼" in Cp1252 is by accident valid UTF-8; the later cell shows that the file is not.
        var text = HEADER + OPENS.formatted("3.00") + LINE.formatted("1.00", "Ã¼") + LINE.formatted("2.00", "MÜG");
        var file = directory.resolve("report.txt");
        Files.write(file, text.getBytes(CP1252));
        var read = new Transcript();
        SettlementFile.read(file, Optional.empty(), read);
        assertThat(read.lines).extracting(line -> line.sku()).containsExactly("Ã¼", "MÜG");
    }

    @Test
    void aStreamThatContradictsItsCharsetIsAProblem() throws IOException {
        var filler = LINE.formatted("0.00", "A").repeat(400);
        var limits = new ReadLimits(1 << 18, 1 << 13, 512, 100, 1_000, 300, 1L << 30, 4_096);
        var utf8 = (HEADER + OPENS.formatted("3.00") + LINE.formatted("1.00", "MÜG")).getBytes(UTF_8);
        var rest = (filler + LINE.formatted("2.00", "MÜG")).getBytes(CP1252);
        var both = Arrays.copyOf(utf8, utf8.length + rest.length);
        System.arraycopy(rest, 0, both, utf8.length, rest.length);
        var read = new Transcript();
        SettlementFile.read(new ByteArrayInputStream(both), "stream", Optional.empty(), limits, read);
        assertThat(read.problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("is not text in UTF-8"));
    }

    @Test
    void evidenceAtTheEndOfALargeFileDecides(@TempDir Path directory) throws IOException {
        var text = HEADER
                + OPENS.formatted("1,234")
                + LINE.formatted("1,233", "A")
                + LINE.formatted("0", "A").repeat(80_000)
                + LINE.formatted("1.00", "A");
        var file = directory.resolve("report.txt");
        Files.writeString(file, text);
        var read = new Transcript();
        SettlementFile.read(file, Optional.empty(), read);
        assertThat(read.problems).isEmpty();
        assertThat(read.headers.getFirst().total().amount()).isEqualTo("1234.00");
        assertThat(read.ends.getFirst().lineSum())
                .isEqualTo(read.headers.getFirst().total());
    }

    @Test
    void zerosBeyondTheMinorUnitSayNothing() {
        var text = HEADER + OPENS.formatted("1.50") + LINE.formatted("1.5000", "A");
        var read = SampleFile.read(text.getBytes(UTF_8));
        assertThat(read.problems).isEmpty();
        assertThat(read.lines.getFirst().amount().minor()).isEqualTo(150);
    }

    @Test
    void theSameContentInAnotherStyleHasTheSameHash() {
        var us = SampleFile.of(row(12_345_678), row(-1));
        var de = us.in(Style.DE);
        assertThat(de.bytes()).isNotEqualTo(us.bytes());
        assertThat(de.read().ends).isEqualTo(us.read().ends);
    }

    @Test
    void theSameContentAsV1HasTheSameHash() {
        var v2 = HEADER
                + OPENS.formatted("2.50")
                + LINE.formatted("3.00", "A")
                + LINE.replace("ItemPrice\tPrincipal", "ItemFees\tCommission").formatted("-0.50", "A");
        var v1 = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency"
                + "\ttransaction-type\torder-id\tposted-date\tsku\tquantity-purchased\tprice-type\tprice-amount"
                + "\titem-related-fee-type\titem-related-fee-amount\tother-amount\n"
                + "1\t2026-03-01T00:00:00+00:00\t2026-03-15T00:00:00+00:00\t2026-03-17T00:00:00+00:00\t2.50\tUSD\n"
                + "1\t\t\t\t\t\tOrder\t\t2026-03-02T03:04:05+00:00\tA\t2\n"
                + "1\t\t\t\t\t\tOrder\t\t2026-03-02T03:04:05+00:00\tA\t\tPrincipal\t3.00\tCommission\t-0.50\n";
        assertThat(SampleFile.read(v1.getBytes(UTF_8)).ends).isEqualTo(SampleFile.read(v2.getBytes(UTF_8)).ends);
    }

    @Test
    void everyFactOfARowIsInTheHash() {
        var first = row(100);
        var same = SampleFile.of(first).read().ends.getFirst().contentHash();
        var others = new Row[] {
            new Row("Shipping", 100, first.postedAt(), first.orderId(), first.sku()),
            new Row("Principal", 101, first.postedAt(), first.orderId(), first.sku()),
            new Row("Principal", 100, first.postedAt().plusSeconds(1), first.orderId(), first.sku()),
            new Row("Principal", 100, first.postedAt(), "111-2223333-4445557", first.sku()),
            new Row("Principal", 100, first.postedAt(), first.orderId(), "MÜG-2")
        };
        for (var other : others) {
            assertThat(SampleFile.of(other).read().ends.getFirst().contentHash())
                    .as(other.toString())
                    .isNotEqualTo(same);
        }
        assertThat(SampleFile.of(first, first, row(-100)).read().ends.getFirst().contentHash())
                .as("a repeated row counts")
                .isNotEqualTo(same);
    }

    @Test
    void memoryDoesNotGrowWithDistinctCells() {
        // More SKUs than a pool keeps: they must still all be right.
        var text = new StringBuilder(HEADER).append(OPENS.formatted("700.00"));
        for (var i = 0; i < 70_000; i++) {
            text.append(LINE.formatted("0.01", "SKU-" + i).replace("Principal", "Coupon " + i));
        }
        var read = SampleFile.read(text.toString().getBytes(UTF_8));
        assertThat(read.ends.getFirst().lineSum().amount()).isEqualTo("700.00");
        for (var i = 0; i < 70_000; i++) {
            assertThat(read.lines.get(i).sku()).isEqualTo("SKU-" + i);
            assertThat(read.lines.get(i).type().amountDescription()).isEqualTo("Coupon " + i);
        }
    }

    @Test
    void aRepeatedSettlementIsClosedTwiceWithOneHash() {
        var once = SampleFile.of(row(1), row(2)).bytes();
        var twice = Arrays.copyOf(once, once.length * 2);
        System.arraycopy(once, 0, twice, once.length, once.length);
        var ends = SampleFile.read(twice).ends;
        assertThat(ends).hasSize(2);
        assertThat(ends.getFirst()).isEqualTo(ends.getLast());
    }

    @Test
    void theCallersStreamStaysOpen() throws IOException {
        var closed = new boolean[1];
        InputStream in = new ByteArrayInputStream(SampleFile.of(row(1)).bytes()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        SettlementFile.read(in, "sample.txt", Optional.empty(), new Transcript());
        assertThat(closed[0]).isFalse();
    }
}
