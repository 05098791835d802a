package org.tieout.simulator.amazon;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A synthetic but plausible V2 settlement of any size, written in constant memory: about 5.5 rows to an
/// order, every
/// order id once, a refund for every 25th order, the header's total correct. The same size and seed give the same
/// bytes.
///
/// The total stands in front of the rows, so the rows are drawn twice: once to add them up, once to write them.
public final class LargeSettlement {
    private static final Instant START = Instant.parse("2026-09-22T18:04:11Z");
    private static final Duration LENGTH = Duration.ofDays(14);
    private static final int MOST_ROWS_OF_AN_ORDER = 6;
    private static final int REFUND_EVERY = 25;
    private static final int REFUND_ROWS = 5;
    private static final String SETTLEMENT_ID = "25889786381";

    private final long lines;
    private final long seed;

    private LargeSettlement(long lines, long seed) {
        this.lines = lines;
        this.seed = seed;
    }

    /// Writes a document with exactly `lines` amount rows (and the two header lines) and answers its total in
    /// cents.
    /// The
    /// stream is flushed, not closed.
    ///
    /// @throws IOException where the stream fails
    public static long write(OutputStream out, long lines, long seed) throws IOException {
        LargeSettlement settlement = new LargeSettlement(lines, seed);
        long[] total = {0};
        settlement.draw((_, _, _, cents, _, _, _, _) -> total[0] += cents);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, SettlementFile.CHARSET), 1 << 16);
        SettlementStyle style = SettlementStyle.us();
        writer.write(String.join("\t", FlatFileV2.columns(style)) + "\n");
        Instant end = START.plus(LENGTH);
        String header = String.join(
                "\t",
                SETTLEMENT_ID,
                style.dates().time(START),
                style.dates().time(end),
                style.dates().time(end.plus(Duration.ofDays(2))),
                Cents.text(total[0]),
                "USD");
        writer.write(header + "\t".repeat(FlatFileV2.COLUMNS.size() - 6) + "\n");
        settlement.draw(new RowWriter(writer, style));
        writer.flush();
        return total[0];
    }

    /// Receives one row.
    private interface Sink {
        void row(
                String transactionType,
                String amountType,
                String description,
                long cents,
                String orderId,
                long order,
                CatalogueItem item,
                Instant posted)
                throws IOException;
    }

    private void draw(Sink sink) throws IOException {
        Dice dice = Dice.of(seed, "large-settlement", lines);
        List<CatalogueItem> items = Catalogue.items();
        long left = lines;
        long orders = 0;
        while (left >= MOST_ROWS_OF_AN_ORDER + REFUND_ROWS) {
            CatalogueItem item = dice.pick(items);
            String id = "11%d-%07d-%07d".formatted(1 + orders % 4, orders * 7919 % 10_000_000, dice.below(10_000_000));
            Instant posted = START.plusSeconds(LENGTH.toSeconds() * (lines - left) / lines);
            left -= sale(sink, dice, item, id, orders, posted);
            if (orders % REFUND_EVERY == REFUND_EVERY - 1) {
                left -= refund(sink, item, id, orders, posted.plusSeconds(1));
            }
            orders++;
        }
        Instant last = START.plus(LENGTH).minusSeconds(90);
        for (; left > 0; left--) {
            sink.row(
                    "other-transaction",
                    "other-transaction",
                    "Storage Fee",
                    -125 - left,
                    "",
                    0,
                    items.getFirst(),
                    last);
        }
    }

    private static int sale(Sink sink, Dice dice, CatalogueItem item, String id, long order, Instant posted)
            throws IOException {
        boolean shipping = dice.percent(50);
        long paid = shipping ? 599 : 0;
        long tax = tax(item);
        sink.row("Order", "ItemPrice", "Principal", item.unitPrice(), id, order, item, posted);
        if (shipping) {
            sink.row("Order", "ItemPrice", "Shipping", paid, id, order, item, posted);
        }
        sink.row("Order", "ItemPrice", "Tax", tax, id, order, item, posted);
        sink.row("Order", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -tax, id, order, item, posted);
        long commission = Postings.referralFee(item.unitPrice() + paid);
        sink.row("Order", "ItemFees", "Commission", -commission, id, order, item, posted);
        sink.row("Order", "ItemFees", "FBAPerUnitFulfillmentFee", -item.fbaFee(), id, order, item, posted);
        return shipping ? MOST_ROWS_OF_AN_ORDER : MOST_ROWS_OF_AN_ORDER - 1;
    }

    private static int refund(Sink sink, CatalogueItem item, String id, long order, Instant posted) throws IOException {
        long tax = tax(item);
        long returned = Postings.referralFee(item.unitPrice());
        long kept = Postings.refundAdministrationFee(returned);
        sink.row("Refund", "ItemPrice", "Principal", -item.unitPrice(), id, order, item, posted);
        sink.row("Refund", "ItemPrice", "Tax", -tax, id, order, item, posted);
        sink.row("Refund", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", tax, id, order, item, posted);
        sink.row("Refund", "ItemFees", "Commission", returned, id, order, item, posted);
        sink.row("Refund", "ItemFees", "RefundCommission", -kept, id, order, item, posted);
        return REFUND_ROWS;
    }

    private static long tax(CatalogueItem item) {
        return Cents.rate(item.unitPrice(), 825);
    }

    /// Writes rows as text; dates are formatted once for each instant.
    private static final class RowWriter implements Sink {
        private final Writer writer;
        private final SettlementStyle style;
        private Instant formatted = Instant.EPOCH;
        private String dates = "";

        private RowWriter(Writer writer, SettlementStyle style) {
            this.writer = writer;
            this.style = style;
        }

        @Override
        public void row(
                String transactionType,
                String amountType,
                String description,
                long cents,
                String orderId,
                long order,
                CatalogueItem item,
                Instant posted)
                throws IOException {
            if (!posted.equals(formatted)) {
                formatted = posted;
                dates = style.dates().day(posted) + "\t" + style.dates().time(posted);
            }
            boolean sale = !orderId.isEmpty();
            writer.write(SETTLEMENT_ID);
            writer.write("\t\t\t\t\t\t");
            cell(transactionType);
            cell(orderId);
            cell(orderId);
            cell("");
            cell("");
            cell(sale ? "Amazon.com" : "");
            cell(amountType);
            cell(description);
            cell(Cents.text(cents));
            cell(sale ? "AFN" : "");
            cell(dates);
            cell(sale ? Long.toString(40_000_000_000_000L + order) : "");
            cell("");
            cell("");
            cell(sale ? item.sku() : "");
            cell(transactionType.equals("Order") ? "1" : "");
            writer.write('\n');
        }

        private void cell(String text) throws IOException {
            writer.write(text);
            writer.write('\t');
        }
    }
}
