package org.tieout.mapper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.event.FlowConfig;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Turns a plan into commands: one document each, in order, every one carrying the hash of the whole plan.
final class Commands {

    private final Stores stores;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    Commands(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Sends the documents of an order, which are few, at once. Returns their hash.
    String emit(
            FlowConfig flow,
            SourceKind kind,
            String sourceId,
            List<Document> documents,
            long mappingVersion,
            Map<String, String> evidence) {
        var first = next(flow.getFlow(), kind, sourceId);
        return emitted(flow, kind, sourceId, documents, mappingVersion, evidence, first)
                .getFirst()
                .getPlanHash();
    }

    /// Sends what corrects a source's documents, behind them. Returns the commands.
    List<PostingCommand> correct(
            FlowConfig flow,
            SourceKind kind,
            String sourceId,
            List<Document> documents,
            long mappingVersion,
            Map<String, String> evidence) {
        return emitted(flow, kind, sourceId, documents, mappingVersion, evidence, next(flow.getFlow(), kind, sourceId));
    }

    private List<PostingCommand> emitted(
            FlowConfig flow,
            SourceKind kind,
            String sourceId,
            List<Document> documents,
            long mappingVersion,
            Map<String, String> evidence,
            int first) {
        var planHash = "";
        var made = new ArrayList<PostingCommand>(documents.size());
        for (var document : documents) {
            var command = command(flow, kind, sourceId, made.size() + 1, document, mappingVersion, evidence);
            planHash = chained(planHash, command.getDocumentHash());
            made.add(command);
        }
        for (var i = 0; i < made.size(); i++) {
            var command = complete(made.get(i), documents.size(), planHash);
            stores.planDocuments.put(key(flow.getFlow(), kind, sourceId, first + i), command);
            stores.expected.put(
                    command.getPostingId(),
                    Convert.expected(command, kind == SourceKind.SETTLEMENT ? List.of(sourceId) : List.of()));
            send(flow.getTarget(), command);
        }
        return made;
    }

    /// Keeps a document of a settlement's plan until the plan is whole. Returns the hash of the plan so far.
    String keep(
            FlowConfig flow,
            String settlementId,
            int number,
            Document document,
            long mappingVersion,
            Map<String, String> evidence,
            String hashSoFar) {
        var command = command(flow, SourceKind.SETTLEMENT, settlementId, number, document, mappingVersion, evidence);
        stores.planDocuments.put(key(flow.getFlow(), SourceKind.SETTLEMENT, settlementId, number), command);
        return chained(hashSoFar, command.getDocumentHash());
    }

    /// Sends the next of a settlement's kept documents.
    ///
    /// @param already how many are out
    /// @param most how many to send now
    /// @param documents how many the plan has
    /// @param planHash hash of the whole plan
    List<PostingCommand> send(
            FlowConfig flow, String settlementId, int already, int most, int documents, String planHash) {
        var sent = new ArrayList<PostingCommand>();
        var last = Math.min(documents, already + most);
        for (var number = already + 1; number <= last; number++) {
            var key = key(flow.getFlow(), SourceKind.SETTLEMENT, settlementId, number);
            var command = complete(Objects.requireNonNull(stores.planDocuments.get(key), key), documents, planHash);
            send(flow.getTarget(), command);
            sent.add(command);
        }
        return sent;
    }

    /// Sends one document that is no plan's: of a deal, of its customer, or a status. Its revision is its place.
    ///
    /// @param target whose sink it goes to
    /// @param connection where it goes
    /// @param postingId ends with the revision
    PostingCommand emit(
            FlowConfig flow,
            String target,
            String connection,
            SourceKind kind,
            String sourceId,
            PostingId postingId,
            org.tieout.event.Document document,
            long mappingVersion,
            Map<String, String> evidence) {
        var hash = HexFormat.of().formatHex(sha256().digest(document.toString().getBytes(StandardCharsets.UTF_8)));
        var command = PostingCommand.newBuilder()
                .setPostingId(postingId.value())
                .setFlow(flow.getFlow())
                .setSourceConnection(flow.getSourceConnection())
                .setTargetConnection(connection)
                .setSourceKind(kind)
                .setSourceId(sourceId)
                .setSequence(postingId.revision())
                .setOf(postingId.revision())
                .setPlanHash(chained("", hash))
                .setDocumentHash(hash)
                .setMappingVersion(mappingVersion)
                .setEvidence(evidence)
                .setCommandedAt(out.now())
                .setDocument(document)
                .build();
        send(target, command);
        return command;
    }

    /// Forgets the documents of a plan that will not be sent.
    void forget(String flow, SourceKind kind, String sourceId) {
        var keys = new ArrayList<String>();
        try (var scan = stores.planDocuments.prefixScan(Keys.prefix(flow, kind.name(), sourceId), strings)) {
            scan.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(stores.planDocuments::delete);
    }

    private PostingCommand command(
            FlowConfig flow,
            SourceKind kind,
            String sourceId,
            int sequence,
            Document document,
            long mappingVersion,
            Map<String, String> evidence) {
        return PostingCommand.newBuilder()
                .setPostingId(document.id().value())
                .setFlow(flow.getFlow())
                .setSourceConnection(flow.getSourceConnection())
                .setTargetConnection(flow.getTargetConnection())
                .setSourceKind(kind)
                .setSourceId(sourceId)
                .setSequence(sequence)
                .setOf(0)
                .setPlanHash("")
                .setDocumentHash(hashOf(document))
                .setMappingVersion(mappingVersion)
                .setEvidence(evidence)
                .setCommandedAt(out.now())
                .setDocument(Convert.document(document, mappingVersion))
                .build();
    }

    private static PostingCommand complete(PostingCommand command, int of, String planHash) {
        command.setOf(of);
        command.setPlanHash(planHash);
        return command;
    }

    private void send(String target, PostingCommand command) {
        command.setCommandedAt(out.now());
        out.command(target, command);
        var document = command.getDocument();
        out.audit(
                command.getFlow(),
                command.getSourceId(),
                command.getPostingId(),
                "mapped",
                document.getKind() + " " + document.getReference() + " of " + document.getDate() + ", mapping version "
                        + command.getMappingVersion(),
                Map.of(
                        "mapping-version",
                        Long.toString(command.getMappingVersion()),
                        "document-hash",
                        command.getDocumentHash()));
    }

    /// The number of a source's next document: an order is planned more than once in its life.
    private int next(String flow, SourceKind kind, String sourceId) {
        var next = 1;
        try (var scan = stores.planDocuments.prefixScan(Keys.prefix(flow, kind.name(), sourceId), strings)) {
            while (scan.hasNext()) {
                next = Integer.parseInt(Keys.parts(scan.next().key)[3]) + 1;
            }
        }
        return next;
    }

    private static String key(String flow, SourceKind kind, String sourceId, int number) {
        return Keys.of(flow, kind.name(), sourceId, String.format(Locale.ROOT, "%08d", number));
    }

    /// The hash of a plan grows with its documents, so that it can be made in steps.
    private static String chained(String before, String documentHash) {
        var digest = sha256();
        digest.update(before.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(documentHash.getBytes(StandardCharsets.US_ASCII)));
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
