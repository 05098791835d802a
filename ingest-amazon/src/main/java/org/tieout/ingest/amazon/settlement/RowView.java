package org.tieout.ingest.amazon.settlement;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementId;

/// The one row object of a reading: it looks into the line reader's present line.
final class RowView implements SettlementRow {

    private static final byte[] NONE = {};

    private final LineReader lines;
    private final Texts texts;
    private final CellPool marketplaces;
    private final CellPool fulfillments;
    private final CellPool skus;
    private Columns columns;
    private SettlementId settlementId;
    private String currency;
    private String cell = "";
    private RowTypes.Known type = RowTypes.Known.of(new RowType("", "", ""));
    private long minor;
    private long posted;
    private @Nullable Integer quantity;

    /// The order id of the row before: mostly it is the same.
    private byte[] orderBytes = NONE;

    private String orderText = "";
    private long orderHash;

    RowView(LineReader lines, Texts texts, Columns columns, SettlementId id, String currency) {
        this.lines = lines;
        this.texts = texts;
        this.columns = columns;
        this.settlementId = id;
        this.currency = currency;
        this.marketplaces = new CellPool(texts);
        this.fulfillments = new CellPool(texts);
        this.skus = new CellPool(texts);
    }

    /// From here on, rows of that settlement.
    void begin(Columns ofFile, SettlementId id, String ofSettlement) {
        columns = ofFile;
        settlementId = id;
        currency = ofSettlement;
    }

    /// What all amounts of the present line share.
    void line(long postedAt, @Nullable Integer units) {
        posted = postedAt;
        quantity = units;
    }

    /// The amount to hand out next.
    void amount(String column, RowTypes.Known known, long amount) {
        cell = column;
        type = known;
        minor = amount;
    }

    /// Adds the row to the hash of its settlement.
    void addTo(ContentHash hash) {
        findOrder();
        var place = CellHash.fold(
                pooledHash(marketplaces, columns.marketplaceName) ^ 1,
                pooledHash(fulfillments, columns.fulfillmentId) ^ 2);
        hash.add(
                type.hash(),
                minor,
                posted,
                orderHash,
                hash(columns.adjustmentId),
                hash(columns.shipmentId),
                hash(columns.orderItemCode),
                pooledHash(skus, columns.sku),
                place,
                hash(columns.promotionId));
    }

    @Override
    public SettlementId settlementId() {
        return settlementId;
    }

    @Override
    public int row() {
        return lines.row();
    }

    @Override
    public String cell() {
        return cell;
    }

    @Override
    public RowType type() {
        return type.type();
    }

    @Override
    public long minor() {
        return minor;
    }

    @Override
    public Money amount() {
        return new Money(currency, minor);
    }

    @Override
    public long postedEpochSecond() {
        return posted;
    }

    @Override
    public @Nullable String orderId() {
        findOrder();
        return orderBytes.length == 0 ? null : orderText;
    }

    @Override
    public @Nullable String adjustmentId() {
        return text(columns.adjustmentId);
    }

    @Override
    public @Nullable String shipmentId() {
        return text(columns.shipmentId);
    }

    @Override
    public @Nullable String marketplaceName() {
        return pooled(marketplaces, columns.marketplaceName);
    }

    @Override
    public @Nullable String fulfillmentId() {
        return pooled(fulfillments, columns.fulfillmentId);
    }

    @Override
    public @Nullable String orderItemCode() {
        return text(columns.orderItemCode);
    }

    @Override
    public @Nullable String sku() {
        return pooled(skus, columns.sku);
    }

    @Override
    public @Nullable Integer quantity() {
        return quantity;
    }

    @Override
    public @Nullable String promotionId() {
        return text(columns.promotionId);
    }

    private void findOrder() {
        if (isAbsent(columns.orderId)) {
            orderBytes = NONE;
            orderHash = 0;
            return;
        }
        var start = lines.start(columns.orderId);
        var end = lines.end(columns.orderId);
        if (Arrays.equals(lines.bytes(), start, end, orderBytes, 0, orderBytes.length)) {
            return;
        }
        orderBytes = Arrays.copyOfRange(lines.bytes(), start, end);
        orderText = new String(orderBytes, StandardCharsets.ISO_8859_1);
        orderHash = texts.hash(lines.bytes(), start, end);
        if (lines.beyondAscii()) {
            orderText = texts.text(lines.bytes(), start, end);
        }
    }

    private boolean isAbsent(int column) {
        return column == Columns.ABSENT || column >= lines.cells();
    }

    private @Nullable String text(int column) {
        if (isAbsent(column)) {
            return null;
        }
        var start = lines.start(column);
        var end = lines.end(column);
        return start == end ? null : texts.text(lines.bytes(), start, end);
    }

    private long hash(int column) {
        if (isAbsent(column)) {
            return 0;
        }
        var start = lines.start(column);
        var end = lines.end(column);
        return lines.beyondAscii() ? texts.hash(lines.bytes(), start, end) : CellHash.of(lines.bytes(), start, end);
    }

    private @Nullable String pooled(CellPool pool, int column) {
        if (isAbsent(column)) {
            return null;
        }
        var start = lines.start(column);
        var end = lines.end(column);
        return start == end ? null : pool.text(pool.find(lines.bytes(), start, end));
    }

    private long pooledHash(CellPool pool, int column) {
        // A pool's hash of an ASCII cell is that of its bytes, so it need not be looked up.
        return lines.beyondAscii() && !isAbsent(column)
                ? pool.hash(pool.find(lines.bytes(), lines.start(column), lines.end(column)))
                : hash(column);
    }
}
