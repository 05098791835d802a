package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// `journalLines`: lines without document type, in local currency (memo, 7.6). An account is looked up among
/// those of the account type set so far.
final class JournalLineSet extends LineSet {
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

    private static final String NO_ACCOUNT = "The \"%s\" does not match to an Account.";

    JournalLineSet(Books books, Batches batches, Lines lines) {
        super(TYPE, DocumentType.BLANK, AccountKind.GENERAL, books, batches, lines);
    }

    @Override
    Refusal otherJournal() {
        return Refusals.rule("The Journal Batch Id isn't editable.");
    }

    @Override
    Refusal otherDisplayName() {
        return Refusals.rule("The Journal Batch Display Name isn't editable.");
    }

    @Override
    boolean set(ObjectNode data, String field, String text, Set<String> byId) {
        switch (field) {
            case "accountType" -> accountType(data, text);
            case "accountId" -> {
                if (accountById(data, kind(data, "accountType"), text, NO_ACCOUNT.formatted(field))) {
                    byId.add(field);
                }
            }
            case "accountNumber" -> accountNumber(data, text, byId.contains("accountId"));
            case "balanceAccountType" -> balanceType(data, text);
            case "balancingAccountId" -> balancingId(data, text);
            case "balancingAccountNumber" -> balancingNumber(data, text);
            default -> {
                return false;
            }
        }
        return true;
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

    private void accountNumber(ObjectNode data, String number, boolean byId) {
        AccountKind kind = kind(data, "accountType");
        accountByNumber(
                data,
                kind,
                number,
                byId ? Optional.of("The account values do not match to a specific Account.") : Optional.empty(),
                () -> switch (kind) {
                    case GENERAL, BANK -> Refusals.rule(NO_ACCOUNT.formatted("accountNumber"));
                    case CUSTOMER, VENDOR ->
                        Refusals.notRelated("Account No. of table Gen. Journal Line", number, kind.table());
                });
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
                        .orElseThrow(() -> Refusals.rule(NO_ACCOUNT.formatted("balancingAccountId"))))
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
            case "accountId" -> accountId(entity, "accountType", "accountNumber");
            case "balancingAccountId" -> accountId(entity, "balanceAccountType", "balancingAccountNumber");
            default -> super.value(entity, property);
        };
    }

    private JsonNode accountId(Entity line, String type, String number) {
        return id(AccountKind.of(line.text(type)).flatMap(kind -> lines.account(kind, line.text(number))));
    }
}
