package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Entity;

/// `journalLines`: lines without document type, in local currency, below a journal or filtered by it (memo, 7.6).
/// Fields are validated in the order they come in, as the page does: an account is looked up among those of the
/// account type set so far.
final class JournalLineSet implements EntitySet {
    private static final EntityType TYPE =
            EntityType.declare("journalLines", "journalLine", """
            journalId              Guid
            journalDisplayName     Code 10
            lineNumber             Int
            accountType            Enum %1$s
            accountId              Guid
            accountNumber          Code 20
            postingDate            Date
            documentNumber         Code 20
            externalDocumentNumber Code 35
            amount                 Decimal
            description            Text 100
            comment                Text 250
            taxCode                Code 20
            balanceAccountType     Enum %1$s
            balancingAccountId     Guid
            balancingAccountNumber Code 20
            attachments            Many attachments
            dimensionSetLines      Many dimensionSetLines
            """.formatted(AccountKind.WIRE_NAMES));

    private final Books books;
    private final Batches batches;
    private final Lines lines;

    JournalLineSet(Books books, Batches batches, Lines lines) {
        this.books = books;
        this.batches = batches;
        this.lines = lines;
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        Optional<Entity> one = filter.equalTo("id").flatMap(this::find);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        UUID journal = filter.equalTo("journalId").flatMap(References::guid).orElseThrow(Lines::noJournal);
        return batches.batch(journal).map(this::below).orElse(List.of());
    }

    @Override
    public Collection<Entity> below(Entity parent) {
        return batches.linesOf(parent).stream().filter(JournalLineSet::shown).toList();
    }

    private static boolean shown(Entity line) {
        return line.text("documentType").equals(DocumentType.BLANK.wireName());
    }

    @Override
    public Optional<Entity> find(String key) {
        return books.table(Batches.LINES).get(EntitySet.id(key)).filter(JournalLineSet::shown);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        Entity batch = lines.batchFor(parent, values);
        ObjectNode data = lines.initial(batch, DocumentType.BLANK, AccountKind.GENERAL);
        values.remove("journalId");
        set(data, values, "", true);
        return lines.create(batch, data);
    }

    /// Dimensions of a deep insert stand in the line itself.
    @Override
    public Entity inserted(Entity created) {
        return books.table(Batches.LINES).get(created.id()).orElse(created);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        ObjectNode data = current.data().deepCopy();
        if (changes.has("journalId")
                && !changes.path("journalId")
                        .asText()
                        .equals(data.path("journalId").asText())) {
            throw Refusals.rule("The Journal Batch Id isn't editable.");
        }
        set(data, changes, value(current, TYPE.require("journalDisplayName")).asText(), false);
        return lines.update(current, data);
    }

    @Override
    public void delete(Entity current) {
        books.table(Batches.LINES).remove(current.id());
    }

    private void set(ObjectNode data, ObjectNode values, String displayName, boolean isNew) {
        boolean accountById = false;
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            String text = field.getValue().asText();
            switch (field.getKey()) {
                case "journalDisplayName" -> {
                    if (!text.equals(displayName)) {
                        throw Refusals.rule("The Journal Batch Display Name isn't editable.");
                    }
                }
                case "accountType" -> accountType(data, text);
                case "accountId" -> accountById = accountId(data, text);
                case "accountNumber" -> accountNumber(data, text, accountById);
                case "amount" -> Lines.amount(data, field.getValue().decimalValue());
                case "description" -> {
                    // A new line without one keeps the name of its account.
                    if (!text.isEmpty() || !isNew) {
                        data.put("description", text);
                    }
                }
                case "balanceAccountType" -> balanceType(data, text);
                case "balancingAccountId" -> balancingId(data, text);
                case "balancingAccountNumber" -> balancingNumber(data, text);
                default -> data.set(field.getKey(), field.getValue());
            }
        }
    }

    private static AccountKind kind(ObjectNode data, String property) {
        return AccountKind.of(data.path(property).asText()).orElseThrow();
    }

    private static void accountType(ObjectNode data, String wireName) {
        if (AccountKind.of(wireName).isEmpty()) {
            throw Refusals.rule("The account type must be between G/L Account and Bank Account.");
        }
        if (!data.path("accountType").asText().equals(wireName)) {
            data.put("accountType", wireName).put("accountNumber", "");
        }
    }

    private boolean accountId(ObjectNode data, String id) {
        Optional<UUID> guid = References.guid(id);
        if (guid.isEmpty()) {
            data.put("accountNumber", "");
            return false;
        }
        AccountKind kind = kind(data, "accountType");
        Entity account = lines.account(kind, guid.get())
                .orElseThrow(() -> Refusals.rule("The \"accountId\" does not match to an Account."));
        lines.account(data, account, kind);
        return true;
    }

    private void accountNumber(ObjectNode data, String number, boolean accountById) {
        if (accountById) {
            if (!data.path("accountNumber").asText().equals(number)) {
                throw Refusals.rule("The account values do not match to a specific Account.");
            }
            return;
        }
        if (number.isEmpty()) {
            data.put("accountNumber", "");
            return;
        }
        AccountKind kind = kind(data, "accountType");
        Entity account = lines.account(kind, number).orElseThrow(() -> switch (kind) {
            case GENERAL, BANK -> Refusals.rule("The \"accountNumber\" does not match to an Account.");
            case CUSTOMER, VENDOR ->
                Refusals.notRelated("Account No. of table Gen. Journal Line", number, kind.table());
        });
        lines.account(data, account, kind);
    }

    private void balanceType(ObjectNode data, String wireName) {
        if (!data.path("balanceAccountType").asText().equals(wireName)) {
            if (AccountKind.of(wireName).isEmpty()) {
                throw Refusals.rule("The account type must be between G/L Account and Bank Account.");
            }
            data.put("balanceAccountType", wireName);
            lines.balancing(data, kind(data, "balanceAccountType"), "");
        }
    }

    private void balancingId(ObjectNode data, String id) {
        AccountKind kind = kind(data, "balanceAccountType");
        String number = References.guid(id)
                .map(guid -> lines.account(kind, guid)
                        .map(account -> account.text("number"))
                        .orElseThrow(() -> Refusals.rule("The \"balancingAccountId\" does not match to an Account.")))
                .orElse("");
        lines.balancing(data, kind, number);
    }

    private void balancingNumber(ObjectNode data, String number) {
        AccountKind kind = kind(data, "balanceAccountType");
        if (!number.isEmpty() && lines.account(kind, number).isEmpty()) {
            throw Refusals.notRelated("Bal. Account No. of table Gen. Journal Line", number, kind.table());
        }
        lines.balancing(data, kind, number);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return switch (property.name()) {
            case "journalDisplayName" ->
                TextNode.valueOf(entity.parent()
                        .flatMap(batches::batch)
                        .map(batch -> batch.text("code"))
                        .orElse(""));
            case "accountId" -> accountId(entity, "accountType", "accountNumber");
            case "balancingAccountId" -> accountId(entity, "balanceAccountType", "balancingAccountNumber");
            default -> EntitySet.super.value(entity, property);
        };
    }

    private JsonNode accountId(Entity line, String type, String number) {
        return TextNode.valueOf(AccountKind.of(line.text(type))
                .flatMap(kind -> lines.account(kind, line.text(number)))
                .map(account -> account.id().toString())
                .orElse(Property.BLANK_GUID));
    }
}
