package org.tieout.accounting.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.Mappings.MappedItem;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.Sku;

class MappingsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 30);

    private static Mappings mappings(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static String account(Mappings mappings, @Nullable String marketplace, LocalDate date) {
        return mappings.accountOf(Category.FEE_FBA, "FBAPerUnitFulfillmentFee", marketplace, date)
                .map(Account::code)
                .orElse("missing");
    }

    @Test
    void theShippedTableKnowsEveryRoleCategoryAndServiceItem() {
        var standard = Mappings.standard();

        assertThat(Role.values())
                .allSatisfy(role ->
                        assertThat(standard.accountOf(role, null, TODAY)).isPresent());
        assertThat(Category.values()).allSatisfy(category -> {
            var account = standard.accountOf(category, "", null, TODAY);
            assertThat(account).as(category.code()).isPresent();
            assertThat(account.map(Account::name)).isNotEqualTo(account.map(Account::code));
        });
        assertThat(Arrays.stream(Category.values()).filter(category -> switch (category.treatment()) {
                    case SALE, REFUND, TAX_COLLECTED -> true;
                    case TAX_WITHHELD, DIRECT -> false;
                }))
                .allSatisfy(category -> assertThat(standard.itemOf(category, null, TODAY))
                        .as(category.code())
                        .isPresent());
        assertThat(standard.customerOf("Amazon.com", TODAY)).contains("Amazon customers");
        assertThat(standard.customerOf(null, TODAY)).contains("Amazon customers");
        assertThat(standard.version()).isZero();
    }

    @Test
    void aFlowsOwnRowStandsAboveTheShippedOneEvenIfThatIsMoreSpecific() {
        assertThat(account(mappings("account,FEE.FBA,,,,6999,,,"), "Amazon.com", TODAY))
                .isEqualTo("6999");
        assertThat(mappings("account,FEE.FBA,,,,6999,,,").version()).isEqualTo(7);
    }

    @Test
    void aRowHoldsFromItsFirstDayToItsLast() {
        var dated = mappings("account,FEE.FBA,,2026-09-10,2026-09-20,6999,,,");

        assertThat(account(dated, null, LocalDate.of(2026, 9, 9))).isEqualTo("6110");
        assertThat(account(dated, null, LocalDate.of(2026, 9, 10))).isEqualTo("6999");
        assertThat(account(dated, null, LocalDate.of(2026, 9, 20))).isEqualTo("6999");
        assertThat(account(dated, null, LocalDate.of(2026, 9, 21))).isEqualTo("6110");
    }

    @Test
    void theLatestOfSeveralThatHoldIsTaken() {
        var dated = mappings(
                "account,FEE.FBA,,2026-09-10,,6998,,,",
                "account,FEE.FBA,,2026-09-20,,6999,,,",
                "account,FEE.FBA,,,,6997,,,");

        assertThat(account(dated, null, LocalDate.of(2026, 9, 1))).isEqualTo("6997");
        assertThat(account(dated, null, LocalDate.of(2026, 9, 15))).isEqualTo("6998");
        assertThat(account(dated, null, LocalDate.of(2026, 9, 25))).isEqualTo("6999");
    }

    @Test
    void theRowOfTheMarketplaceStandsBeforeTheOneOfAll() {
        var both = mappings("account,FEE.FBA,,2026-09-20,,6998,,,", "account,FEE.FBA,Amazon.ca,,,6999,,,");

        assertThat(account(both, "Amazon.ca", TODAY)).isEqualTo("6999");
        assertThat(account(both, "amazon.CA", TODAY)).isEqualTo("6999");
        assertThat(account(both, "Amazon.com", TODAY)).isEqualTo("6998");
        assertThat(account(both, null, TODAY)).isEqualTo("6998");
    }

    @Test
    void theRowOfADescriptionStandsBeforeTheOneOfTheCategoryInWhateverCase() {
        var both = mappings("account,FEE.FBA,,,,6998,,,", "account,FEE.FBA/FBAPerUnitFulfillmentFEE,,,,6999,,,");

        assertThat(account(both, null, TODAY)).isEqualTo("6999");
        assertThat(Mappings.standard()
                        .accountOf(Category.FEE_SHIP_CB, "GiftWrapChargeback", null, TODAY)
                        .map(Account::code))
                .contains("4020");
        assertThat(Mappings.standard()
                        .accountOf(Category.FEE_SHIP_CB, "ShippingChargeback", null, TODAY)
                        .map(Account::code))
                .contains("4010");
    }

    @Test
    void anAccountHasTheNameOfTheChartAndTheTaxCodeOfTheRow() {
        var own = mappings("chart,6999,,,,6999,FBA in Canada,Expense,", "account,FEE.FBA,,,,6999,,,VAT20");

        assertThat(own.accountOf(Category.FEE_FBA, "", null, TODAY))
                .contains(new Account("6999", "FBA in Canada", "VAT20"));
        assertThat(mappings("account,FEE.FBA,,,,6998,,,").accountOf(Category.FEE_FBA, "", null, TODAY))
                .contains(new Account("6998", "6998", ""));
    }

    @Test
    void aSkuIsTakenAsWrittenAndNeverDefaulted() {
        var own = mappings("item,SKU-1,,,,Widget,,,NON");

        assertThat(own.itemOf(new Sku("SKU-1"), null, TODAY)).contains(new MappedItem("Widget", "NON"));
        assertThat(own.itemOf(new Sku("sku-1"), null, TODAY)).isEqualTo(Optional.empty());
        assertThat(own.itemOf(new Sku("SKU-2"), null, TODAY)).isEqualTo(Optional.empty());
    }

    @Test
    void aMarketplacesCustomerStandsBeforeTheOneOfAll() {
        var own = mappings("customer,Amazon.ca,,,,Amazon Canada,,,");

        assertThat(own.customerOf("amazon.ca", TODAY)).contains("Amazon Canada");
        assertThat(own.customerOf("Amazon.com", TODAY)).contains("Amazon customers");
        assertThat(own.customerOf(null, TODAY)).contains("Amazon customers");
    }

    @Test
    void anAliasStandsForTheSkuWhoseRowHolds() {
        var own = mappings(
                "item,MUG,,,,Blue mug,,,",
                "item,MUG-RED-FBA,,,,Red mug at Amazon,,,",
                "alias,*-FBA,,,,*,,,",
                "alias,OLD-MUG,,,,MUG,,,",
                "alias,*-GONE-FBA,,,,GONE,,,");

        assertThat(item(own, "MUG-FBA")).isEqualTo("Blue mug");
        assertThat(item(own, "OLD-MUG-FBA")).as("one alias after the other").isEqualTo("Blue mug");
        assertThat(item(own, "MUG-RED-FBA")).as("its own row first").isEqualTo("Red mug at Amazon");
        assertThat(item(own, "MUG-fba")).as("as written").isEqualTo("missing item:MUG-fba");
        assertThat(item(own, "TEA-FBA"))
                .as("it waits for the SKU it stands for")
                .isEqualTo("missing item:TEA");
        assertThat(item(own, "X-GONE-FBA")).as("the more specific pattern").isEqualTo("missing item:GONE");
        assertThat(own.aliasesOf("X-GONE-FBA")).containsExactlyInAnyOrder("GONE", "X-GONE");
    }

    @Test
    void aliasesInACircleAreMissingNotEndless() {
        var own = mappings("alias,A,,,,B,,,", "alias,B,,,,A,,,");

        assertThat(item(own, "A")).isEqualTo("missing item:A");
    }

    @Test
    void anAliasMayChangeFromADayOn() {
        var own = mappings(
                "item,V1,,,,First,,,", "item,V2,,,,Second,,,", "alias,MUG,,,,V1,,,", "alias,MUG,,2026-09-15,,V2,,,");

        assertThat(own.itemOf(new Sku("MUG"), null, LocalDate.of(2026, 9, 14)).map(MappedItem::name))
                .contains("First");
        assertThat(own.itemOf(new Sku("MUG"), null, LocalDate.of(2026, 9, 15)).map(MappedItem::name))
                .contains("Second");
    }

    @Test
    void aBundleIsSeveralItems() {
        var own = mappings("bundle,TEA-SET,,,,Pot + Cup*4 + Tray of 2*1,,,NON", "alias,*-FBA,,,,*,,,");

        assertThat(own.goodsOf(new Sku("TEA-SET-FBA"), null, TODAY)).hasValueSatisfying(goods -> {
            assertThat(goods.parts().parts())
                    .extracting(Bundle.Part::item, Bundle.Part::quantity)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Pot", 1),
                            org.assertj.core.groups.Tuple.tuple("Cup", 4),
                            org.assertj.core.groups.Tuple.tuple("Tray of 2", 1));
            assertThat(goods.taxCode()).isEqualTo("NON");
            assertThat(goods.mappingVersion()).isEqualTo(7);
        });
        assertThat(own.itemOf(new Sku("TEA-SET"), null, TODAY))
                .as("not one item")
                .isEmpty();
    }

    @Test
    void goodsOfAGroupHaveAnAccountOfTheirOwn() {
        var own = wide(
                "sku-group,BK-*,,,,Books,,,,,",
                "sku-group,BK-RARE,,,,Antiques,,,,,",
                "account,REV.PRINCIPAL,,,,4001,,,,,",
                "account,REV.PRINCIPAL,,,,4002,,,ZERO,Books,",
                "account,REV.PRINCIPAL,Amazon.co.uk,,,4003,,,,,",
                "account,REV.PRINCIPAL,Amazon.co.uk,,,4004,,,,Books,");

        assertThat(sales(own, "MUG", "Amazon.com")).isEqualTo("4001");
        assertThat(sales(own, "BK-1", "Amazon.com")).isEqualTo("4002");
        assertThat(sales(own, "BK-RARE", "Amazon.com"))
                .as("a group without a row")
                .isEqualTo("4001");
        assertThat(sales(own, "MUG", "Amazon.co.uk")).isEqualTo("4003");
        assertThat(sales(own, "BK-1", "Amazon.co.uk")).isEqualTo("4004");
    }

    @Test
    void aLineHasTheDimensionsOfItsPlaceAndCategoryAndTheRowsOwnOverThem() {
        var own = wide(
                "dimension,location,,,,US,,,,,",
                "dimension,location,Amazon.ca,,,CA,,,,,",
                "dimension,department/FEE.ADS,,,,Marketing,,,,,",
                "account,FEE.FBA,,,,6110,,,,,location=Warehouse;project=P1");

        assertThat(own.accountOf(Category.FEE_ADS, "", "Amazon.ca", TODAY)
                        .orElseThrow()
                        .dimensions())
                .hasToString("{department=Marketing, location=CA}");
        assertThat(own.accountOf(Category.FEE_FBA, "", null, TODAY)
                        .orElseThrow()
                        .dimensions())
                .hasToString("{location=Warehouse, project=P1}");
        assertThat(own.accountOf(Role.BANK, null, TODAY).orElseThrow().dimensions())
                .hasToString("{location=US}");
        assertThat(Mappings.standard()
                        .accountOf(Role.BANK, null, TODAY)
                        .orElseThrow()
                        .dimensions())
                .isEmpty();
    }

    @Test
    void anAccountKnowsTheVersionOfTheRowThatChoseIt() {
        var own = mappings("account,FEE.FBA,,,,6999,,,");

        assertThat(own.accountOf(Category.FEE_FBA, "", null, TODAY)
                        .orElseThrow()
                        .mappingVersion())
                .isEqualTo(7);
        assertThat(own.accountOf(Category.FEE_ADS, "", null, TODAY)
                        .orElseThrow()
                        .mappingVersion())
                .as("a shipped row")
                .isZero();
    }

    private static Mappings wide(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code,sku-group,dimensions\n"
                + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static String sales(Mappings mappings, String sku, String marketplace) {
        return mappings.accountOf(Category.REV_PRINCIPAL, "Principal", new Sku(sku), marketplace, TODAY)
                .map(Account::code)
                .orElse("missing");
    }

    private static String item(Mappings mappings, String sku) {
        return mappings.itemOf(new Sku(sku), null, TODAY)
                .map(MappedItem::name)
                .orElseGet(() -> "missing " + mappings.goodsKey(new Sku(sku), null, TODAY));
    }

    @Test
    void aRowTypeOfAPersonStandsAboveTheShippedOne() {
        var own = mappings("row-type,Order|ItemFees|Commission,,,,FEE.FBA,,,");

        assertThat(own.categoryOf(RowType.parse("Order|ItemFees|Commission"))).contains(Category.FEE_FBA);
        assertThat(own.categoryOf(RowType.parse("Order|ItemFees|ShippingHB"))).contains(Category.FEE_REFERRAL);
    }
}
