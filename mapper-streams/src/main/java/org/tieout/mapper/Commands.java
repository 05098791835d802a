package org.tieout.mapper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.source.OrderId;
import org.tieout.event.FlowConfig;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;

/// Turns a plan into commands: one document each, in order, every one carrying the hash of the whole plan.
final class Commands {

    private final Stores stores;
    private final Outlet out;

    Commands(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Emits a plan. Returns its hash.
    String emit(
            FlowConfig flow,
            SourceKind kind,
            String sourceId,
            List<Document> documents,
            long mappingVersion,
            Map<String, String> evidence) {
        var hashes = new ArrayList<String>(documents.size());
        var plan = sha256();
        for (var document : documents) {
            var hash = hashOf(document);
            hashes.add(hash);
            plan.update(hash.getBytes(StandardCharsets.US_ASCII));
        }
        var planHash = HexFormat.of().formatHex(plan.digest());
        for (var i = 0; i < documents.size(); i++) {
            var document = documents.get(i);
            var command = PostingCommand.newBuilder()
                    .setPostingId(document.id().value())
                    .setFlow(flow.getFlow())
                    .setSourceConnection(flow.getSourceConnection())
                    .setTargetConnection(flow.getTargetConnection())
                    .setSourceKind(kind)
                    .setSourceId(sourceId)
                    .setSequence(i + 1)
                    .setOf(documents.size())
                    .setPlanHash(planHash)
                    .setDocumentHash(hashes.get(i))
                    .setMappingVersion(mappingVersion)
                    .setEvidence(evidence)
                    .setCommandedAt(out.now())
                    .setDocument(Convert.document(document, mappingVersion))
                    .build();
            expect(document, kind, sourceId);
            out.command(command);
            out.audit(
                    flow.getFlow(),
                    sourceId,
                    command.getPostingId(),
                    "mapped",
                    document.kind() + " " + document.heading().reference() + " of "
                            + document.heading().date() + ", mapping version " + mappingVersion,
                    Map.of("mapping-version", Long.toString(mappingVersion), "document-hash", hashes.get(i)));
        }
        return planHash;
    }

    private void expect(Document document, SourceKind kind, String sourceId) {
        stores.expected.put(
                document.id().value(),
                new State.Expected(
                        document.kind(),
                        document.heading().reference(),
                        document.orderId().map(OrderId::value).orElse(null),
                        kind == SourceKind.SETTLEMENT ? List.of(sourceId) : List.of(),
                        document.heading().currency(),
                        Convert.accounts(document)));
    }

    private static String hashOf(Document document) {
        // A document is a tree of records; its text is canonical and names every component.
        return HexFormat.of().formatHex(sha256().digest(document.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
