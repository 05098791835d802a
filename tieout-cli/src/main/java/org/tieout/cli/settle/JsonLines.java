package org.tieout.cli.settle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.export.DocumentJson;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.cli.Words;

/// JSON Lines: one object a settlement, its documents in the order in which they are planned. Amounts are
/// text, exact,
/// debits positive. What is known only after the plan (`state`, `unmapped`) follows the documents, so that
/// none has to
/// be kept.
final class JsonLines implements SettleOutput {

    private final JsonGenerator json;
    private final Mappings mappings;

    JsonLines(Writer out, Mappings mappings) {
        this.mappings = mappings;
        try {
            json = JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build()
                    .createGenerator(out);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Something that writes.
    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(SettlementFacts facts) {
        write(() -> {
            var header = facts.header();
            json.writeStartObject();
            json.writeStringField("settlementId", header.id().value());
            json.writeStringField("currency", header.total().currency());
            json.writeStringField("format", header.format().name());
            json.writeNumberField("lines", facts.lineCount());
            json.writeStringField("headerTotal", header.total().amount());
            json.writeStringField("lineSum", facts.lineSum().amount());
            json.writeStringField("difference", facts.difference().amount());
            json.writeObjectFieldStart("byTransactionType");
            for (var sum : byTransactionType(facts).entrySet()) {
                json.writeStringField(sum.getKey(), sum.getValue().amount());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("byCategory");
            for (var sum : SettlementPlanner.byCategory(facts, mappings).entrySet()) {
                json.writeStringField(sum.getKey(), sum.getValue().amount());
            }
            json.writeEndObject();
            taxMemo(facts);
            json.writeArrayFieldStart("documents");
        });
    }

    private void taxMemo(SettlementFacts facts) throws IOException {
        json.writeArrayFieldStart("taxMemo");
        for (var entry : SettlementPlanner.taxMemo(facts, mappings).entries()) {
            json.writeStartObject();
            json.writeStringField("marketplace", entry.marketplace());
            json.writeStringField("month", entry.month().toString());
            json.writeStringField("collected", entry.collected().amount());
            json.writeStringField("withheld", entry.withheld().amount());
            json.writeStringField("left", entry.left().amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static SortedMap<String, Money> byTransactionType(SettlementFacts facts) {
        var sums = new TreeMap<String, Money>();
        var currency = facts.header().total().currency();
        for (var total : facts.totals()) {
            sums.merge(total.type().transactionType(), new Money(currency, total.minor()), Money::plus);
        }
        return sums;
    }

    @Override
    public void document(Document document) {
        write(() -> json.writeRawValue(DocumentJson.of(document)));
    }

    @Override
    public void end(Conclusion conclusion) {
        write(() -> {
            json.writeEndArray();
            json.writeArrayFieldStart("unmapped");
            for (var key : conclusion.unmapped()) {
                json.writeString(key);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("findings");
            for (var finding : conclusion.findings()) {
                json.writeString(finding);
            }
            json.writeEndArray();
            json.writeStringField("state", Words.of(conclusion.state()));
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        });
    }

    @Override
    public void finish() {
        write(json::close);
    }
}
