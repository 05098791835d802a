package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Customers, items and lists: what is bound, what is refused, how versions are told apart.
class MasterDataTest {
    private final BcServer bc = new BcServer();

    @AfterEach
    void stop() {
        bc.close();
    }

    @Test
    void theCompanyHasWhatItWasFoundedWith() {
        var customer = bc.first("customers", "number eq 'AMZ-US'");
        var method = ok(bc.get("customers(" + customer.path("id").asText() + ")/paymentMethod"));
        assertThat(customer.path("displayName").asText()).isEqualTo("Amazon customers");
        assertThat(method.path("code").asText()).isEqualTo("AMZCLEAR");
        assertThat(bc.first("accounts", "number eq '1150'").path("displayName").asText())
                .isEqualTo("Amazon clearing");
        assertThat(bc.first("bankAccounts", "number eq 'CHECKING'")
                        .path("currencyCode")
                        .asText())
                .isEqualTo("USD");
        assertThat(ok(bc.get("items")).path("value")).isEmpty();
        assertThat(ok(bc.get("dimensions?$expand=dimensionValues"))
                        .path("value")
                        .path(1)
                        .path("dimensionValues"))
                .hasSize(3);
        assertThat(ok(bc.get("generalLedgerSetup"))
                        .path("value")
                        .path(0)
                        .path("allowPostingFrom")
                        .asText())
                .isEqualTo("0001-01-01");
    }

    @Test
    void codesAreUpperCasedAndTrimmedAndTextsKeepTheirCase() {
        var item = created(bc.post("items", """
                {"number":" sku-a1 ","displayName":"Garlic press","type":"Inventory","taxGroupCode":"nontaxable"}"""));
        assertThat(item.path("number").asText()).isEqualTo("SKU-A1");
        assertThat(item.path("displayName").asText()).isEqualTo("Garlic press");
        assertThat(item.path("taxGroupCode").asText()).isEqualTo("NONTAXABLE");
        assertThat(item.path("taxGroupId").asText())
                .isEqualTo(
                        bc.first("taxGroups", "code eq 'NONTAXABLE'").path("id").asText());
        assertThat(item.path("baseUnitOfMeasureCode").asText()).isEqualTo("PCS");
        assertThat(item.path("itemCategoryId").asText()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(bc.first("items", "number eq 'sku-a1'").path("id")).isEqualTo(item.path("id"));
    }

    @Test
    void anOverlongTextIsRefused() {
        assertRefused(
                bc.post("items", "{\"number\":\"123456789012345678901\",\"displayName\":\"x\"}"),
                400,
                "Application_StringExceededLength",
                "The length of the string is 21, but it must be less than or equal to 20 characters. Value: 1234567");
    }

    @Test
    void aReadOnlyFieldInThePayloadIsRefused() {
        assertRefused(
                bc.post("customers", "{\"displayName\":\"X\",\"balanceDue\":0}"),
                400,
                "BadRequest_InvalidOperation",
                "Control 'balanceDue' is read-only.");
    }

    @Test
    void anUnknownPropertyIsRefused() {
        assertRefused(
                bc.post("customers", "{\"displayName\":\"X\",\"postingGroup\":\"DOMESTIC\"}"),
                400,
                "BadRequest_NotFound",
                "The property 'postingGroup' does not exist on type 'Microsoft.NAV.customer'");
    }

    @Test
    void valuesOfTheWrongKindAreRefused() {
        assertRefused(bc.post("items", "{\"number\":7}"), 400, "BadRequest", "Edm.String");
        assertRefused(bc.post("items", "{\"unitPrice\":\"7\"}"), 400, "BadRequest", "Edm.Decimal");
        assertRefused(bc.post("items", "{\"type\":\"Goods\"}"), 400, "BadRequest", "no member");
        assertRefused(bc.post("items", "{\"taxGroupId\":\"12\"}"), 400, "Application_InvalidGUID", "12");
        assertRefused(bc.post("items", "{\"number\":"), 400, "BadRequest", "JSON");
    }

    @Test
    void aCustomerNeedsANameAndAFreeNumber() {
        assertRefused(
                bc.post("customers", "{\"number\":\"X1\"}"),
                400,
                "Application_DialogException",
                "A \"displayName\" must be provided.");
        assertRefused(
                bc.post("customers", "{\"number\":\"amz-us\",\"displayName\":\"X\"}"),
                400,
                "Internal_EntityWithSameKeyExists",
                "already exists");
        bc.control("/bc/switches", "{\"duplicateKeyIs409\":true}");
        assertRefused(
                bc.post("customers", "{\"number\":\"amz-us\",\"displayName\":\"X\"}"),
                409,
                "Internal_EntityWithSameKeyExists",
                "already exists");
    }

    @Test
    void aReferenceThatPointsNowhereIsRefused() {
        assertRefused(
                bc.post("customers", """
                        {"displayName":"X","paymentTermsId":"00000000-0000-0000-0000-0000000000ff"}"""),
                400,
                "Application_DialogException",
                "The \"paymentTermsId\" does not match to a Payment Terms.");
    }

    @Test
    void aChangeNeedsTheVersionItIsMadeTo() {
        var customer = bc.first("customers", "number eq 'AMZ-US'");
        var path = "customers(" + customer.path("id").asText() + ")";
        var etag = customer.path("@odata.etag").asText();
        assertRefused(
                bc.send(bc.request(path).method("PATCH", BodyPublishers.ofString("{\"city\":\"Ames\"}"))),
                400,
                "BadRequest_InvalidToken",
                "If-Match");
        assertRefused(bc.patch(path, "garbled", "{\"city\":\"Ames\"}"), 400, "BadRequest_InvalidToken", "If-Match");
        var changed = ok(bc.patch(path, etag, "{\"city\":\"Ames\"}"));
        assertThat(changed.path("city").asText()).isEqualTo("Ames");
        assertThat(changed.path("@odata.etag").asText()).isNotEqualTo(etag);
        assertRefused(
                bc.patch(path, etag, "{\"city\":\"Boone\"}"),
                409,
                "Request_EntityChanged",
                "Another user has already changed the record.");
        ok(bc.patch(path, "*", "{\"city\":\"Boone\"}"));
    }

    @Test
    void accountsAndDimensionsAreReadOnly() {
        assertRefused(bc.post("accounts", "{}"), 405, "BadRequest_MethodNotAllowed", "accounts");
        assertRefused(bc.post("dimensions", "{}"), 405, "BadRequest_MethodNotAllowed", "dimensions");
    }

    @Test
    void anUnusedItemCanBeDeleted() {
        var item = created(bc.post("items", "{\"number\":\"GONE\",\"displayName\":\"x\"}"));
        done(bc.delete("items(" + item.path("id").asText() + ")"));
        assertThat(ok(bc.get("items")).path("value")).isEmpty();
    }

    @Test
    void anItemOnADocumentKeepsExistingAndMayBeRenumbered() {
        var item = created(bc.post("items", "{\"number\":\"OLD\",\"displayName\":\"x\"}"));
        var path = "items(" + item.path("id").asText() + ")";
        var invoice = created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-US","salesInvoiceLines":[
                 {"lineType":"Item","lineObjectNumber":"OLD","quantity":1}]}"""));
        assertRefused(bc.delete(path), 400, "Application_DialogException", "You cannot delete Item OLD");
        ok(bc.patch(path, "*", "{\"number\":\"new\"}"));
        var lines = ok(bc.get("salesInvoices(" + invoice.path("id").asText() + ")/salesInvoiceLines"));
        assertThat(lines.path("value").path(0).path("lineObjectNumber").asText())
                .isEqualTo("NEW");
    }

    @Test
    void listsNeedACodeThatIsFree() {
        assertRefused(
                bc.post("unitsOfMeasure", "{\"displayName\":\"Box\"}"),
                400,
                "BadRequest_RequiredParamNotProvided",
                "A \"code\" must be provided.");
        assertRefused(
                bc.post("paymentMethods", "{\"code\":\"amzclear\"}"),
                400,
                "Internal_EntityWithSameKeyExists",
                "AMZCLEAR");
    }

    @Test
    void aVariantBelongsToItsItem() {
        var item = created(bc.post("items", "{\"number\":\"SHIRT\",\"displayName\":\"Shirt\"}"));
        var path = "items(" + item.path("id").asText() + ")/itemVariants";
        created(bc.post(path, "{\"code\":\"red\",\"description\":\"Red\"}"));
        assertRefused(
                bc.post("itemVariants", "{\"itemNumber\":\"SHIRT\",\"code\":\"RED\"}"),
                400,
                "Internal_EntityWithSameKeyExists",
                "RED");
        assertThat(ok(bc.get(path)).path("value").path(0).path("itemNumber").asText())
                .isEqualTo("SHIRT");
        assertRefused(
                bc.post("itemVariants", "{\"code\":\"BLUE\"}"), 400, "BadRequest_RequiredParamNotProvided", "itemId");
    }

    @Test
    void aRenamedAccountShowsItsNewNameAndVersion() {
        var before = bc.first("accounts", "number eq '6110'");
        bc.control("/bc/rename", "{\"table\":\"accounts\",\"number\":\"6110\",\"name\":\"Fulfilment\"}");
        var after = bc.first("accounts", "number eq '6110'");
        assertThat(after.path("displayName").asText()).isEqualTo("Fulfilment");
        assertThat(after.path("@odata.etag")).isNotEqualTo(before.path("@odata.etag"));
    }

    @Test
    void aDeletionIsRefusedOnlyForAVersionThatIsNamedAndStale() {
        var item = created(bc.post("items", "{\"number\":\"GONE\",\"displayName\":\"x\"}"));
        var path = "items(" + item.path("id").asText() + ")";
        ok(bc.patch(path, "*", "{\"displayName\":\"y\"}"));
        assertRefused(
                bc.send(bc.request(path)
                        .header("If-Match", item.path("@odata.etag").asText())
                        .DELETE()),
                409,
                "Request_EntityChanged",
                "");
        done(bc.delete(path));
    }
}
