package org.tieout.cli.settle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.export.DocumentExport;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.SettlementId;

/// The documents alone, in the form of another tool. A settlement that is parked or inconsistent has none; standard
/// error tells of it.
final class Exported implements SettleOutput {

    private final Writer out;
    private final DocumentExport export;
    private @Nullable SettlementId settlement;

    Exported(Writer out, DocumentExport export) {
        this.out = out;
        this.export = export;
        write(export.head());
    }

    @Override
    public void begin(SettlementFacts facts) {
        settlement = facts.header().id();
    }

    @Override
    public void document(Document document) {
        var begun = settlement;
        if (begun == null) {
            throw new IllegalStateException("a document before its settlement");
        }
        write(export.document(begun, document));
    }

    @Override
    public void end(Conclusion conclusion) {
        flush();
    }

    @Override
    public void finish() {
        flush();
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
