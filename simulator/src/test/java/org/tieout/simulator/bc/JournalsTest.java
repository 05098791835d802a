package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Journals, their lines and what posting them does and refuses (memo, section 7.6), with literal bodies.
class JournalsTest {
    private static final String RULE = "Application_DialogException";
    private static final String FIELD = "Application_FieldValidationException";

    private BcServer bc;
    private String journal;

    @BeforeEach
    void start() {
        bc = new BcServer();
        journal = "journals("
                + created(bc.post("journals", "{\"code\":\"az1103a\",\"displayName\":\"Settlement 1103\"}"))
                        .path("id")
                        .asText()
                + ")";
    }

    @AfterEach
    void stop() {
        assertThat(bc.company().books().ledger().trialBalance()).isEqualByComparingTo("0");
        bc.close();
    }

    private JsonNode line(String body) {
        return created(bc.post(journal + "/journalLines", body));
    }

    private void general(String document, String account, String amount) {
        line("{\"accountType\":\"G_x002F_L_x0020_Account\",\"accountNumber\":\"" + account
                + "\",\"postingDate\":\"2026-11-03\",\"documentNumber\":\"" + document + "\",\"amount\":" + amount
                + "}");
    }

    private BigDecimal balance(String account) {
        return bc.company().books().ledger().balance(account);
    }

    private int lines() {
        return ok(bc.get(journal + "/journalLines")).path("value").size();
    }

    private void turn(String name) {
        assertThat(bc.control("/bc/switches", "{\"" + name + "\":true}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSettlementIsPostedWholeAndItsLinesAreGone() {
        JsonNode first = line("""
                {"lineNumber":10000,"accountType":"G_x002F_L_x0020_Account","accountNumber":"6100",
                 "postingDate":"2026-11-03","documentNumber":"azs-1","externalDocumentNumber":"12345678901",
                 "amount":6.30,"description":"Commission","comment":"note"}""");
        assertThat(first.path("journalDisplayName").asText()).isEqualTo("AZ1103A");
        assertThat(first.path("documentNumber").asText()).isEqualTo("AZS-1");
        assertThat(first.path("accountId").asText())
                .isEqualTo(bc.first("accounts", "number eq '6100'").path("id").asText());
        general("AZS-1", "1150", "-23.30");
        line("{\"accountType\":\"Bank_x0020_Account\",\"accountNumber\":\"CHECKING\",\"postingDate\":\"2026-11-03\","
                + "\"documentNumber\":\"AZS-1\",\"amount\":17.00}");
        done(bc.act(journal, "post"));
        assertThat(lines()).isZero();
        assertThat(balance("6100")).isEqualByComparingTo("6.30");
        assertThat(balance("1150")).isEqualByComparingTo("-23.30");
        assertThat(balance("1000")).isEqualByComparingTo("17.00");
        assertThat(bc.company().books().ledger().bankBalance("CHECKING")).isEqualByComparingTo("17.00");
        assertThat(bc.first("accounts", "number eq '1150'").path("netChange").decimalValue())
                .isEqualByComparingTo("-23.30");
        JsonNode entries = ok(bc.get("generalLedgerEntries?$filter=" + BcServer.encode("documentNumber eq 'AZS-1'")))
                .path("value");
        assertThat(entries).hasSize(3);
        assertThat(entries.path(0).path("documentType").asText()).isEqualTo("_x0020_");
        assertThat(entries.path(0).path("debitAmount").decimalValue()).isEqualByComparingTo("6.30");
        assertThat(entries.path(0).path("description").asText()).isEqualTo("Commission");
        assertThat(entries.path(1).path("creditAmount").decimalValue()).isEqualByComparingTo("23.30");
        assertThat(entries.path(0).has("externalDocumentNumber")).isFalse();
        assertRefused(
                bc.get("generalLedgerEntries?$filter=" + BcServer.encode("externalDocumentNumber eq '1'")),
                400,
                "BadRequest_NotFound",
                "externalDocumentNumber");
        assertRefused(bc.act(journal, "post"), 400, RULE, "There is nothing to post.");
    }

    @Test
    void generalLedgerEntriesCannotBeWritten() {
        general("AZS-1", "6100", "1");
        general("AZS-1", "1150", "-1");
        done(bc.act(journal, "post"));
        String id = bc.first("generalLedgerEntries", "accountNumber eq '6100'")
                .path("id")
                .asText();
        assertRefused(
                bc.post("generalLedgerEntries", "{}"),
                405,
                "BadRequest_MethodNotAllowed",
                "POST is not allowed on 'generalLedgerEntries'");
        assertRefused(bc.delete("generalLedgerEntries(" + id + ")"), 405, "BadRequest_MethodNotAllowed", "DELETE");
    }

    @Test
    void anUnbalancedDocumentNamesTheAmountAndPostsNothing() {
        general("AZS-1", "6100", "1234.50");
        general("AZS-1", "1150", "-1000");
        general("AZS-2", "6100", "5");
        general("AZS-2", "1150", "-5");
        assertRefused(
                bc.act(journal, "post"),
                400,
                RULE,
                "Document No. AZS-1 is out of balance by 234.5. Please check that Posting Date, Document Type,"
                        + " Document No. and Amount are correct for each line.");
        assertThat(lines()).isEqualTo(4);
        assertThat(balance("6100")).isEqualByComparingTo("0");
    }

    @Test
    void aDateOutsideTheAllowedRangeIsRefused() {
        general("AZS-1", "6100", "1");
        general("AZS-1", "1150", "-1");
        assertThat(bc.control("/bc/posting-dates", "{\"from\":\"2026-11-04\"}").statusCode())
                .isEqualTo(200);
        assertRefused(
                bc.act(journal, "post"),
                400,
                FIELD,
                "Posting Date is not within your range of allowed posting dates in Gen. Journal Line Journal Template"
                        + " Name='GENERAL',Journal Batch Name='AZ1103A',Line No.='10000'.");
        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void aBlockedAccountIsRefusedWhenTheLineIsWrittenAndWhenItIsPosted() {
        general("AZS-1", "6100", "1");
        general("AZS-1", "1150", "-1");
        bc.control("/bc/block-account", "{\"number\":\"6100\",\"on\":true}");
        String text = "Blocked must be equal to 'No'  in G/L Account: No.=6100. Current value is 'Yes'.";
        assertRefused(bc.act(journal, "post"), 400, FIELD, text);
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountNumber\":\"6100\",\"amount\":1}"), 400, FIELD, text);
    }

    @Test
    void aLineTakesWhatItIsNotGivenFromTheLineBefore() {
        general("AZS-1", "6100", "1");
        JsonNode second = line("{\"accountNumber\":\"1150\",\"amount\":-1}");
        assertThat(second.path("lineNumber").asInt()).isEqualTo(20000);
        assertThat(second.path("documentNumber").asText()).isEqualTo("AZS-1");
        assertThat(second.path("postingDate").asText()).isEqualTo("2026-11-03");
        assertThat(second.path("accountType").asText()).isEqualTo("G_x002F_L_x0020_Account");
        assertThat(second.path("description").asText()).isEqualTo("Amazon clearing");
        done(bc.act(journal, "post"));
    }

    @Test
    void aLineWithoutDocumentNumberIsRefusedAtPosting() {
        line("{\"accountNumber\":\"1150\",\"amount\":-1}");
        assertRefused(
                bc.act(journal, "post"),
                400,
                FIELD,
                "Document No. must have a value in Gen. Journal Line: Journal Template Name=GENERAL, Journal Batch"
                        + " Name=AZ1103A, Line No.=10000. It cannot be zero or empty.");
    }

    @Test
    void accountValuesMustAgree() {
        String fees = bc.first("accounts", "number eq '6100'").path("id").asText();
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountId\":\"" + fees + "\",\"accountNumber\":\"1150\"}"),
                400,
                RULE,
                "The account values do not match to a specific Account.");
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountNumber\":\"9999\"}"),
                400,
                RULE,
                "The \"accountNumber\" does not match to an Account.");
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountId\":\"11111111-2222-3333-4444-555555555555\"}"),
                400,
                RULE,
                "The \"accountId\" does not match to an Account.");
    }

    @Test
    void anAccountIsLookedUpAmongThoseOfTheTypeSetSoFar() {
        assertRefused(
                bc.post(
                        journal + "/journalLines",
                        "{\"accountNumber\":\"CHECKING\",\"accountType\":\"Bank_x0020_Account\"}"),
                400,
                RULE,
                "The \"accountNumber\" does not match to an Account.");
        JsonNode line = line("{\"accountType\":\"Bank_x0020_Account\",\"accountNumber\":\"CHECKING\"}");
        assertThat(line.path("accountNumber").asText()).isEqualTo("CHECKING");
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountType\":\"Customer\",\"accountNumber\":\"NOBODY\"}"),
                400,
                "Internal_InvalidTableRelation",
                "cannot be found in the related table (Customer)");
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountType\":\"Employee\"}"),
                400,
                RULE,
                "The account type must be between G/L Account and Bank Account.");
    }

    @Test
    void linesCarryNoCurrency() {
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountNumber\":\"6100\",\"currencyCode\":\"EUR\"}"),
                400,
                "BadRequest_NotFound",
                "currencyCode");
    }

    @Test
    void linesAreReachedThroughTheirJournalOnly() {
        general("AZS-1", "6100", "1");
        String id = journal.substring("journals(".length(), journal.length() - 1);
        String needed = "You must specify a journal batch ID or a journal ID to get a journal line.";
        assertRefused(bc.get("journalLines"), 400, RULE, needed);
        assertRefused(bc.post("journalLines", "{\"accountNumber\":\"6100\"}"), 400, RULE, needed);
        assertThat(ok(bc.get("journalLines?$filter=" + BcServer.encode("journalId eq " + id)))
                        .path("value"))
                .hasSize(1);
        created(bc.post("journalLines", "{\"journalId\":\"" + id + "\",\"accountNumber\":\"6100\",\"amount\":2}"));
        assertThat(lines()).isEqualTo(2);
        assertThat(ok(bc.get(journal + "?$expand=journalLines")).path("journalLines"))
                .hasSize(2);
    }

    @Test
    void aLineIsChangedWithItsTokenOnly() {
        JsonNode line = line("{\"accountNumber\":\"6100\",\"amount\":1}");
        String path = journal + "/journalLines(" + line.path("id").asText() + ")";
        assertRefused(
                bc.send(bc.request(path).method("PATCH", BodyPublishers.ofString("{\"amount\":2}"))),
                400,
                "BadRequest_InvalidToken",
                "If-Match");
        String etag = line.path("@odata.etag").asText();
        JsonNode changed = ok(bc.patch(path, etag, "{\"amount\":2.005}"));
        assertThat(changed.path("amount").decimalValue()).isEqualByComparingTo("2.01");
        assertRefused(
                bc.patch(path, etag, "{\"amount\":3}"),
                409,
                "Request_EntityChanged",
                "Another user has already changed the record.");
        assertRefused(
                bc.patch(path, "*", "{\"journalDisplayName\":\"OTHER\"}"),
                400,
                RULE,
                "The Journal Batch Display Name isn't editable.");
        assertRefused(
                bc.patch(path, "*", "{\"journalId\":\"11111111-2222-3333-4444-555555555555\"}"),
                400,
                RULE,
                "The Journal Batch Id isn't editable.");
        done(bc.delete(path));
        assertThat(lines()).isZero();
    }

    @Test
    void aLineNumberIsTakenOnce() {
        line("{\"lineNumber\":10000,\"accountNumber\":\"6100\",\"amount\":1}");
        assertRefused(
                bc.post(journal + "/journalLines", "{\"lineNumber\":10000,\"accountNumber\":\"6100\"}"),
                400,
                "Internal_EntityWithSameKeyExists",
                "Line No.='10000'");
    }

    @Test
    void aBatchCodeHasTenCharactersAndIsTakenOnce() {
        assertRefused(
                bc.post("journals", "{\"code\":\"ELEVENCHARS\"}"),
                400,
                "Application_StringExceededLength",
                "The length of the string is 11, but it must be less than or equal to 10 characters.");
        assertRefused(
                bc.post("journals", "{\"code\":\"AZ1103A\"}"),
                400,
                "Internal_EntityWithSameKeyExists",
                "Journal Template Name='GENERAL',Name='AZ1103A'");
        assertRefused(bc.post("journals", "{\"displayName\":\"no code\"}"), 400, FIELD, "Name must have a value");
        assertRefused(
                bc.post("journals", "{\"code\":\"X\",\"balancingAccountNumber\":\"1150\"}"),
                400,
                "BadRequest_InvalidOperation",
                "Control 'balancingAccountNumber' is read-only.");
    }

    @Test
    void listingShowsTheDefaultTemplateOnlyAndAnIdFindsAnyBatch() {
        String payments = created(bc.post("customerPaymentJournals", "{\"code\":\"PAY1\"}"))
                .path("id")
                .asText();
        assertThat(ok(bc.get("journals")).path("value")).hasSize(1);
        assertThat(ok(bc.get("journals?$filter=" + BcServer.encode("templateDisplayName eq 'CASHRCPT'")))
                        .path("value"))
                .hasSize(1);
        assertThat(ok(bc.get("journals(" + payments + ")")).path("code").asText())
                .isEqualTo("PAY1");
        turn("PAYMENT_JOURNALS_NOT_IN_JOURNALS");
        assertRefused(bc.act("journals(" + payments + ")", "post"), 404, "BadRequest_ResourceNotFound", payments);
    }

    @Test
    void aBalancingAccountOfTheBatchBalancesItsLines() {
        String clearing = bc.first("accounts", "number eq '1150'").path("id").asText();
        journal = "journals("
                + created(bc.post("journals", "{\"code\":\"B\",\"balancingAccountId\":\"" + clearing + "\"}"))
                        .path("id")
                        .asText()
                + ")";
        general("AZS-1", "6100", "4");
        done(bc.act(journal, "post"));
        assertThat(balance("1150")).isEqualByComparingTo("-4");
    }

    @Test
    void aPostingNumberSeriesReplacesTheDocumentNumber() {
        turn("JOURNALS_POST_UNDER_A_NUMBER_SERIES");
        general("AZS-1", "6100", "4");
        general("AZS-1", "1150", "-4");
        general("AZS-2", "6100", "5");
        general("AZS-2", "1150", "-5");
        done(bc.act(journal, "post"));
        assertThat(bc.company().books().ledger().entries("AZS-1")).isEmpty();
        assertThat(bc.company().books().ledger().entries("GJ100001")).hasSize(2);
        assertThat(bc.company().books().ledger().entries("GJ100002")).hasSize(2);
    }

    @Test
    void theJobQueuePostsLaterAndLeavesWhatIsRefused() {
        turn("JOURNALS_POST_BY_JOB_QUEUE");
        general("AZS-1", "6100", "4");
        general("AZS-1", "1150", "-4");
        done(bc.act(journal, "post"));
        assertThat(lines()).isEqualTo(2);
        bc.simulator.clock().advanceProtocol(Duration.ofSeconds(11));
        assertThat(lines()).isZero();
        assertThat(balance("6100")).isEqualByComparingTo("4");
        general("AZS-2", "6100", "4");
        done(bc.act(journal, "post"));
        bc.simulator.clock().advanceProtocol(Duration.ofSeconds(11));
        assertThat(lines()).isEqualTo(1);
        assertThat(balance("6100")).isEqualByComparingTo("4");
    }

    @Test
    void aMissingMandatoryDimensionIsRefusedAndAGivenOneIsKept() {
        String text = "A dimension used in Gen. Journal Line GENERAL, AZ1103A, 10000 has caused an error. Select a"
                + " Dimension Value Code for the Dimension Code DEPARTMENT for G/L Account 6100.";
        assertThat(bc.control(
                                "/bc/default-dimension",
                                "{\"table\":\"accounts\",\"number\":\"6100\",\"dimension\":\"DEPARTMENT\","
                                        + "\"posting\":\"Code_x0020_Mandatory\"}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode line = line("{\"accountNumber\":\"6100\",\"documentNumber\":\"D-1\",\"amount\":4}");
        line("{\"accountNumber\":\"1150\",\"amount\":-4}");
        assertRefused(bc.act(journal, "post"), 400, RULE, text);
        String path = journal + "/journalLines(" + line.path("id").asText() + ")/dimensionSetLines";
        JsonNode set = created(bc.post(path, "{\"code\":\"department\",\"valueCode\":\"SALES\"}"));
        assertThat(set.path("id").asText())
                .isEqualTo(bc.first("dimensions", "code eq 'DEPARTMENT'")
                        .path("id")
                        .asText());
        assertThat(set.path("valueDisplayName").asText()).isEqualTo("SALES");
        done(bc.act(journal, "post"));
        JsonNode entry = bc.first("generalLedgerEntries", "accountNumber eq '6100'");
        assertThat(ok(bc.get("generalLedgerEntries(" + entry.path("id").asText() + ")/dimensionSetLines"))
                        .path("value")
                        .path(0)
                        .path("valueCode")
                        .asText())
                .isEqualTo("SALES");
    }

    @Test
    void aDimensionIsSetOncePerLineAndOnlyBelowIt() {
        JsonNode line = line("{\"accountNumber\":\"6100\",\"amount\":4}");
        String path = journal + "/journalLines(" + line.path("id").asText() + ")/dimensionSetLines";
        String id = created(bc.post(path, "{\"code\":\"DEPARTMENT\",\"valueCode\":\"SALES\"}"))
                .path("id")
                .asText();
        assertRefused(
                bc.post(path, "{\"code\":\"DEPARTMENT\",\"valueCode\":\"ADM\"}"),
                400,
                RULE,
                "The dimension set line already exists.");
        assertRefused(
                bc.post(path, "{\"code\":\"NOWHERE\",\"valueCode\":\"ADM\"}"),
                400,
                RULE,
                "The \"code\" does not match to a Dimension.");
        assertRefused(
                bc.post(path, "{\"code\":\"MARKETPLACE\",\"valueCode\":\"ADM\"}"),
                400,
                RULE,
                "The \"valueCode\" does not match to a Dimension Value.");
        assertRefused(
                bc.post(path, "{\"code\":\"MARKETPLACE\"}"),
                400,
                RULE,
                "The \"valueId\" or \"valueCode\" field must be filled in.");
        assertRefused(
                bc.post("dimensionSetLines", "{\"code\":\"DEPARTMENT\",\"valueCode\":\"ADM\"}"),
                400,
                RULE,
                "You must get to the parent first to create a dimension set line.");
        assertThat(ok(bc.patch(path + "(" + id + ")", "*", "{\"valueCode\":\"ADM\"}"))
                        .path("valueCode")
                        .asText())
                .isEqualTo("ADM");
        done(bc.delete(path + "(" + id + ")"));
        assertThat(ok(bc.get(path)).path("value")).isEmpty();
    }

    @Test
    void defaultDimensionsOfACustomerComeWithIt() {
        String customer = bc.first("customers", "number eq 'AMZ-US'").path("id").asText();
        String dimension =
                bc.first("dimensions", "code eq 'MARKETPLACE'").path("id").asText();
        JsonNode value = ok(bc.get("dimensions(" + dimension + ")/dimensionValues"))
                .path("value")
                .path(0);
        created(bc.post(
                "defaultDimensions",
                "{\"parentType\":\"Customer\",\"parentId\":\"" + customer + "\",\"dimensionId\":\"" + dimension
                        + "\",\"dimensionValueId\":\"" + value.path("id").asText()
                        + "\",\"postingValidation\":\"Same_x0020_Code\"}"));
        JsonNode line = line("{\"accountType\":\"Customer\",\"accountNumber\":\"AMZ-US\",\"amount\":4}");
        JsonNode sets = ok(bc.get(journal + "/journalLines(" + line.path("id").asText() + ")/dimensionSetLines"))
                .path("value");
        assertThat(sets).hasSize(1);
        assertThat(sets.path(0).path("valueCode").asText())
                .isEqualTo(value.path("code").asText());
    }

    @Test
    void aFileIsAttachedToALineAndItsContentIsAStreamOfItsOwn() {
        String line =
                line("{\"accountNumber\":\"6100\",\"amount\":4}").path("id").asText();
        JsonNode attachment = created(bc.post(
                "attachments",
                "{\"parentId\":\"" + line + "\",\"parentType\":\"Journal\",\"fileName\":\"settlement.txt\"}"));
        String content = "attachments(" + attachment.path("id").asText() + ")/attachmentContent";
        assertRefused(
                bc.send(bc.request(content).method("PATCH", BodyPublishers.ofString("amounts"))),
                400,
                "BadRequest_InvalidToken",
                "If-Match");
        done(bc.patch(content, attachment.path("@odata.etag").asText(), "amounts"));
        assertThat(bc.get(content).body()).isEqualTo("amounts");
        JsonNode read = ok(bc.get("journalLines(" + line + ")/attachments")).path("value");
        assertThat(read).hasSize(1);
        assertThat(read.path(0).path("byteSize").asInt()).isEqualTo(7);
        assertThat(read.path(0).has("_content")).isFalse();
        assertRefused(bc.get("attachments"), 400, RULE, "Parent Id");
        assertRefused(
                bc.post("attachments", "{\"parentId\":\"" + line + "\"}"),
                400,
                "BadRequest_RequiredParamNotProvided",
                "fileName");
        assertRefused(
                bc.post(
                        "attachments",
                        "{\"parentId\":\"" + line + "\",\"parentType\":\"Sales_x0020_Invoice\",\"fileName\":\"x\"}"),
                400,
                RULE,
                "The parent type does not match");
    }

    @Test
    void anAccountWithoutDirectPostingIsRefusedWhenTheLineIsWrittenAndWhenItIsPosted() {
        general("AZS-1", "6100", "1");
        general("AZS-1", "1150", "-1");
        bc.control("/bc/direct-posting", "{\"number\":\"6100\",\"on\":false}");
        String text = "Direct Posting must be equal to 'Yes'  in G/L Account: No.=6100. Current value is 'No'.";
        assertRefused(bc.act(journal, "post"), 400, FIELD, text);
        assertRefused(
                bc.post(journal + "/journalLines", "{\"accountNumber\":\"6100\",\"amount\":1}"), 400, FIELD, text);
        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void aZeroAmountIsRefusedAtPosting() {
        general("AZS-1", "6100", "0");
        assertRefused(bc.act(journal, "post"), 400, FIELD, "Amount must have a value in Gen. Journal Line");
    }

    @Test
    void aLineIsInsertedWithItsDimensionsAndShowsTheTokenItHasThen() {
        JsonNode line = line("{\"accountNumber\":\"6100\",\"documentNumber\":\"D-1\",\"amount\":4,"
                + "\"dimensionSetLines\":[{\"code\":\"DEPARTMENT\",\"valueCode\":\"SALES\"},"
                + "{\"code\":\"MARKETPLACE\",\"valueCode\":\"AMAZON-US\"}]}");
        JsonNode read = ok(bc.get(journal + "?$expand=journalLines($expand=dimensionSetLines)"))
                .path("journalLines")
                .path(0);
        assertThat(read.path("dimensionSetLines")).hasSize(2);
        assertThat(read.path("@odata.etag").asText())
                .isEqualTo(line.path("@odata.etag").asText());
        done(bc.send(bc.request(journal + "/journalLines(" + line.path("id").asText() + ")")
                .header("If-Match", line.path("@odata.etag").asText())
                .DELETE()));
        assertRefused(
                bc.post(
                        journal + "/journalLines",
                        "{\"accountNumber\":\"6100\",\"amount\":4,\"dimensionSetLines\":[{\"code\":\"NOWHERE\"}]}"),
                400,
                RULE,
                "The \"code\" does not match to a Dimension.");
        assertThat(lines()).isZero();
    }

    @Test
    void aJournalIsInsertedWithItsLines() {
        JsonNode made = created(bc.post("journals", """
                {"code":"DEEP","journalLines":[
                 {"accountNumber":"6100","documentNumber":"D-1","amount":4},{"accountNumber":"1150","amount":-4}]}"""));
        done(bc.act("journals(" + made.path("id").asText() + ")", "post"));
        assertThat(balance("6100")).isEqualByComparingTo("4");
    }
}
