package org.tieout.ingest.amazon.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tieout.accounting.money.Money;
import org.tieout.ingest.amazon.settlement.SampleFile.Row;
import org.tieout.ingest.amazon.settlement.SampleFile.Style;

class SettlementFileProperties {

    @Property(tries = 300)
    void whateverTheStyleTheSameIsRead(@ForAll("files") SampleFile file) {
        var read = file.read();

        assertThat(read.problems).isEmpty();
        var total = file.rows().stream().mapToLong(Row::minor).sum();
        assertThat(read.headers).singleElement().satisfies(header -> {
            assertThat(header.total()).isEqualTo(new Money(file.currency(), total));
            assertThat(header.startAt()).isEqualTo(SampleFile.START.toInstant(ZoneOffset.UTC));
        });
        assertThat(read.ends).singleElement().satisfies(end -> {
            assertThat(end.lineSum().minor()).isEqualTo(total);
            assertThat(end.lineCount()).isEqualTo(file.rows().size());
        });
        for (var i = 0; i < file.rows().size(); i++) {
            var line = read.lines.get(i);
            var row = file.rows().get(i);
            assertThat(line.amount()).isEqualTo(new Money(file.currency(), row.minor()));
            assertThat(line.postedAt()).isEqualTo(row.postedAt().toInstant(ZoneOffset.UTC));
            assertThat(line.type().amountDescription()).isEqualTo(row.type());
            assertThat(line.orderId()).isEqualTo(row.orderId());
            assertThat(line.sku()).isEqualTo(row.sku());
        }
    }

    @Property(tries = 100)
    void neitherStyleNorOrderOfRowsChangesTheHash(
            @ForAll("files") SampleFile file, @ForAll("styles") Style other, @ForAll Random random) {
        var rows = new ArrayList<>(file.rows());
        Collections.shuffle(rows, random);
        assertThat(file.with(rows).in(other).read().ends).isEqualTo(file.read().ends);
    }

    @Property(tries = 100)
    void oneCentChangesTheHash(@ForAll("files") SampleFile file, @ForAll Random random) {
        var rows = new ArrayList<>(file.rows());
        var at = random.nextInt(rows.size());
        var row = rows.get(at);
        rows.set(at, new Row(row.type(), row.minor() + 1, row.postedAt(), row.orderId(), row.sku()));
        assertThat(file.with(rows).read().ends.getFirst().contentHash())
                .isNotEqualTo(file.read().ends.getFirst().contentHash());
    }

    @Example
    void everyPrefixOfAGzipFileIsRefused() {
        var whole = SampleFile.gzip(SampleFile.of(
                        new Row("Principal", 1999, SampleFile.START, "111-2223333-4445556", "A"),
                        new Row("Commission", -300, SampleFile.START, "111-2223333-4445556", "A"))
                .bytes());
        for (var length = 0; length < whole.length; length++) {
            var prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SampleFile.readOrThrow(prefix))
                    .as("the first " + length + " of " + whole.length + " bytes")
                    .isInstanceOf(UnreadableReport.class);
        }
    }

    @Example
    void aChangedByteOfGzipDataNeverChangesWhatIsRead() {
        var plain = SampleFile.of(new Row("Principal", 1999, SampleFile.START, "", "A"))
                .bytes();
        var whole = SampleFile.gzip(plain);
        var refused = 0;
        for (var at = 10; at < whole.length; at++) {
            var changed = whole.clone();
            changed[at] ^= 0x10;
            try {
                assertThat(SampleFile.readOrThrow(changed).text())
                        .as("only padding may differ")
                        .isEqualTo(SampleFile.read(plain).text());
            } catch (IOException e) {
                assertThat(e).isInstanceOf(UnreadableReport.class);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length - 15);
    }

    @Property(tries = 1_000)
    void whateverTheBytesTheAnswerIsProblemsOrUnreadable(@ForAll("files") SampleFile file, @ForAll Random random) {
        var bytes = file.bytes();
        for (var i = random.nextInt(12); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = "\t\n,.-0 \u0000".getBytes(UTF_8)[random.nextInt(8)];
        }
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
            SampleFile.readOrThrow(bytes);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(UnreadableReport.class);
        }
    }

    @Provide
    Arbitrary<SampleFile> files() {
        var currencies = Arbitraries.of("USD", "EUR", "JPY");
        return Combinators.combine(currencies, rows().list().ofMinSize(1).ofMaxSize(30), styles())
                .as((currency, rows, style) ->
                        new SampleFile(currency, Money.scaleOf(currency), List.copyOf(rows), style));
    }

    private static Arbitrary<Row> rows() {
        var types = Arbitraries.of("Principal", "Commission", "Übertrag", "Coupon \"x|y\"");
        var minors = Arbitraries.longs().between(-9_999_999_999L, 9_999_999_999L);
        var times = Arbitraries.longs().between(0, 14 * 86_400 - 1).map(second -> SampleFile.START.plusSeconds(second));
        var orders = Arbitraries.of("111-2223333-4445556", "250-1234567-7654321");
        var skus = Arbitraries.of("A", "MUG 1", "GRÖSSE-€");
        return Combinators.combine(types, minors, times, orders, skus).as(Row::new);
    }

    @Provide
    Arbitrary<Style> styles() {
        var dates = Arbitraries.of(
                "yyyy-MM-dd HH:mm:ss 'UTC'",
                "dd.MM.yyyy HH:mm:ss 'UTC'",
                "MM/dd/yy HH:mm:ss 'UTC'",
                "MM/dd/yyyy HH:mm:ss",
                "dd/MM/yyyy HH:mm:ss 'UTC'",
                "yyyy-MM-dd'T'HH:mm:ssxxx");
        var charsets = Arbitraries.of(UTF_8, Charset.forName("windows-1252"), java.nio.charset.StandardCharsets.UTF_16);
        return Combinators.combine(
                        Arbitraries.of('.', ','),
                        Arbitraries.of(true, false),
                        dates,
                        charsets,
                        Arbitraries.of("\n", "\r\n"),
                        Arbitraries.of(true, false))
                .as(Style::new);
    }
}
