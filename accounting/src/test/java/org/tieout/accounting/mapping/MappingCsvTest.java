package org.tieout.accounting.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingCsv.Result;

class MappingCsvTest {

    private static final String HEADER = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n";
    private static final String ALL_COLUMNS = HEADER.strip() + ",sku-group,dimensions";

    private static List<MappingRow> rows(String text) {
        return switch (MappingCsv.parse(text, "us.csv", 7)) {
            case Result.Rows(var rows) -> rows;
            case Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static List<String> errors(String text) {
        return switch (MappingCsv.parse(text, "us.csv", 7)) {
            case Result.Rows(var rows) -> throw new AssertionError("no error in " + rows);
            case Result.Errors(var errors) ->
                errors.stream().map(MappingError::toString).toList();
        };
    }

    private static String only(String row) {
        var errors = errors(HEADER + row + "\n");
        assertThat(errors).as(row).hasSize(1);
        return errors.getFirst();
    }

    @Test
    void aTableIsReadAsWritten() {
        assertThat(rows(HEADER + "account,FEE.FBA,Amazon.de,2026-01-01,2026-12-31,6110,FBA,Expense,20.0% S\n"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.key()).hasToString("account:FEE.FBA");
                    assertThat(row.marketplace()).isEqualTo("Amazon.de");
                    assertThat(row.validFrom()).hasToString("2026-01-01");
                    assertThat(row.validTo()).hasToString("2026-12-31");
                    assertThat(row.value()).isEqualTo("6110");
                    assertThat(row.name()).isEqualTo("FBA");
                    assertThat(row.type()).isEqualTo("Expense");
                    assertThat(row.taxCode()).isEqualTo("20.0% S");
                    assertThat(row.version()).isEqualTo(7);
                });
    }

    @Test
    void threeColumnsAreEnoughAndInAnyOrder() {
        assertThat(rows("value,kind,key\nWidget,item,SKU-1\n"))
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isEqualTo("Widget"));
    }

    @Test
    void aByteOrderMarkCommentsAndBlankLinesAreNoRows() {
        assertThat(rows("\uFEFF# made by hand\n" + HEADER + "\n# a comment\nitem,SKU-1,,,,Widget,,,\n\n"))
                .hasSize(1);
    }

    @Test
    void errorsNameFileRowAndColumn() {
        assertThat(errors(HEADER
                        + "item,SKU-1,,,,Widget,,,\n"
                        + "itme,SKU-2,,,,Widget,,,\n"
                        + "item,,,,,Widget,,,\n"
                        + "item,SKU-4,,01.09.2026,,,,,\n"
                        + "item,SKU-5,,2026-09-02,2026-09-01,Widget,,,\n"))
                .containsExactly(
                        "us.csv: row 3, column kind: unknown kind 'itme': one of row-type, account, item, customer,"
                                + " vendor, fee-tax, sales-tax, chart, alias, bundle, sku-group, dimension, deal, unit,"
                                + " terms, shipment, representative, country",
                        "us.csv: row 4, column key: is empty; every row needs one",
                        "us.csv: row 5, column value: is empty; every row needs one",
                        "us.csv: row 5, column valid-from: '01.09.2026' is no date; write it as 2026-11-01",
                        "us.csv: row 6, column valid-to: ends before valid-from 2026-09-02");
    }

    @Test
    void theHeaderIsCheckedEvenWithoutRows() {
        assertThat(errors(""))
                .containsExactly("us.csv: row 1, column kind: the file is empty; the header is " + ALL_COLUMNS);
        assertThat(errors("# nothing else\n")).hasSize(1);
        assertThat(errors("kind,key,values\n"))
                .containsExactly(
                        "us.csv: row 1, column value: the column is missing; the header is " + ALL_COLUMNS,
                        "us.csv: row 1, column values: unknown column; known are " + ALL_COLUMNS);
        assertThat(errors("kind,key,value,key\n"))
                .containsExactly("us.csv: row 1, column key: the column stands there twice; keep one");
        assertThat(rows(HEADER)).isEmpty();
    }

    @Test
    void theSameIdentityTwiceIsAnError() {
        assertThat(errors(HEADER + "item,SKU-1,,,,Widget,,,\nitem,SKU-1,,,,Gadget,,,\n"))
                .containsExactly("us.csv: row 3, column key: the same key, marketplace and valid-from stand in row 2;"
                        + " keep one, or give them different dates");
        assertThat(rows(HEADER
                        + "item,SKU-1,,,,Widget,,,\n"
                        + "item,SKU-1,,2026-10-01,,Gadget,,,\n"
                        + "item,SKU-1,Amazon.ca,,,Gadget,,,\n"))
                .hasSize(3);
    }

    @Test
    void rowsThatHoldForOneKeyOnOneDateAreAnErrorThatNamesBoth() {
        assertThat(errors(HEADER
                        + "account,FEE.ADS,,2026-01-01,2026-09-30,6200,,,\n"
                        + "account,FEE.ADS,,2026-09-30,,6205,,,\n"))
                .containsExactly(
                        "us.csv: row 3, column valid-from: row 2 holds for the same until 2026-09-30 and overlaps"
                                + " this one from 2026-09-30; end that row earlier, or begin this one later");
        assertThat(errors(HEADER
                        + "account,FEE.ADS/Cost,,2026-06-01,,6206,,,\n"
                        + "account,FEE.ADS/COST,,2026-02-01,2026-07-01,6205,,,\n"
                        + "account,FEE.ADS/cost,,2026-01-01,2026-12-31,6200,,,\n"))
                .as("each pair, however the file is ordered, and whatever the case of Amazon's words")
                .hasSize(3);
        assertThat(errors(HEADER + "item,SKU-1,,,,Widget,,,\nbundle,SKU-1,,,,Widget*2,,,\n"))
                .singleElement()
                .asString()
                .contains("row 3")
                .contains("row 2");
    }

    @Test
    void aRowWithoutAnEndGivesWayToALaterOne() {
        assertThat(rows(HEADER
                        + "account,FEE.ADS,,,,6200,,,\n"
                        + "account,FEE.ADS,,2026-06-01,2026-06-30,6205,,,\n"
                        + "account,FEE.ADS,,2026-07-01,,6206,,,\n"
                        + "account,FEE.ADS,Amazon.ca,2026-06-15,,6207,,,\n"))
                .hasSize(4);
    }

    @Test
    void aSkusGroupAndDimensionsAreColumnsOfTheirOwn() {
        var header = HEADER.strip() + ",sku-group,dimensions\n";

        assertThat(rows(header + "account,REV.PRINCIPAL,,,,4001,,,,Books,location=US; channel=Amazon\n"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.skuGroup()).isEqualTo("Books");
                    assertThat(row.dimensions())
                            .containsExactlyEntriesOf(
                                    new java.util.TreeMap<>(java.util.Map.of("channel", "Amazon", "location", "US")));
                });
        assertThat(errors(header
                        + "item,SKU-1,,,,Widget,,,,Books,\n"
                        + "customer,*,,,,Amazon,,,,,location=US\n"
                        + "account,FEE.ADS,,,,6200,,,,,location\n"
                        + "account,ROLE.BANK,,,,1000,,,,Books,\n"))
                .extracting(error -> error.substring(0, error.indexOf(':', 10)))
                .containsExactly(
                        "us.csv: row 2, column sku-group",
                        "us.csv: row 3, column dimensions",
                        "us.csv: row 4, column dimensions",
                        "us.csv: row 5, column sku-group");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle,SET-1,,,,Mug*0,,,",
                "bundle,SET-1,,,,Mug@2 + Saucer,,,",
                "bundle,SET-1,,,,Mug@0 + Saucer@0,,,",
                "alias,SET-1,,,,SET-1,,,",
                "alias,SET-1,,,,*-2,,,",
                "sku-group,*-A-*,,,,Books,,,",
            })
    void whatCannotBeUnderstoodIsAnError(String row) {
        assertThat(only(row)).startsWith("us.csv: row 2, column ");
    }

    @Test
    void aDimensionMayBeOfOneCategory() {
        assertThat(rows(HEADER + "dimension,location,,,,US,,,\ndimension,location/FEE.ADS,,,,HQ,,,\n"))
                .hasSize(2);
        assertThat(only("dimension,location/FEE.AD,,,,HQ,,,")).contains("column key: unknown category 'FEE.AD'");
        assertThat(only("dimension,/FEE.ADS,,,,HQ,,,")).contains("column key: a dimension's name comes first");
    }

    @Test
    void aCommaTooManyDoesNotShiftCellsUnseen() {
        assertThat(only("item,SKU-1,,,,Widget,,,,blue"))
                .startsWith("us.csv: row 2, column tax-code: 'blue' follows the last column");
        assertThat(rows(HEADER + "item,SKU-1,,,,\"Widget, blue\",,,\n"))
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isEqualTo("Widget, blue"));
    }

    @Test
    void aQuoteLeftOpenDoesNotSwallowTheRestOfTheFile() {
        assertThat(errors(HEADER + "item,SKU-1,,,,\"Widget,,,\nitem,SKU-2,,,,Gadget,,,\n"))
                .contains("us.csv: row 2, column value: holds a line break; is a quote left open?");
    }

    @Test
    void aMisspeltCategoryIsAnError() {
        assertThat(only("row-type,A|B|C,,,,NO.SUCH,,,"))
                .startsWith("us.csv: row 2, column value: unknown category 'NO.SUCH'");
        assertThat(only("account,FEE.REFERAL,,,,6100,,,"))
                .startsWith("us.csv: row 2, column key: unknown category or role 'FEE.REFERAL'");
        assertThat(only("account,ROLE.BANKS,,,,1000,,,")).contains("unknown category or role 'ROLE.BANKS'");
        assertThat(only("item,category:REV.SHIP,,,,Shipping,,,")).contains("row 2, column key: unknown category");
        assertThat(rows(HEADER + "account,FEE.FBA/FBAPerUnitFulfillmentFee,,,,6111,,,\n"))
                .hasSize(1);
    }

    @Test
    void aRowTypeHasThreeParts() {
        assertThat(only("row-type,Order|ItemFees,,,,FEE.FBA,,,")).startsWith("us.csv: row 2, column key: ");
        assertThat(rows(HEADER + "row-type,Order|New|a|b,,,,FEE.FBA,,,\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REV.PRINCIPAL", "REV.OTHER", "RET.REFUND", "RET.RESTOCK", "TAX.COLLECTED", "TAX.WITHHELD"})
    void aFeeRowIsNeverMappedToWhatIsSettledOrderByOrder(String category) {
        for (var amountType : List.of("ItemFees", "itemfees", "Item*")) {
            assertThat(only("row-type,Order|" + amountType + "|NewFee,,,," + category + ",,,"))
                    .isEqualTo("us.csv: row 2, column value: '" + category + "' is settled order by order, and "
                            + amountType + " rows are fees, summed for the settlement; take a FEE category");
        }
        assertThat(rows(HEADER + "row-type,Order|*|NewPrice,,,," + category + ",,,\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FEE.REFERRAL", "TAX.TCS_TDS", "REIMB.FBA"})
    void aFeeRowIsMappedToWhatIsSummedForTheSettlement(String category) {
        assertThat(rows(HEADER + "row-type,Order|ItemFees|NewFee,,,," + category + ",,,\n"))
                .hasSize(1);
    }

    @Test
    void aRowTypeHoldsInEveryMarketplaceAndAtEveryTime() {
        assertThat(errors(HEADER + "row-type,A|B|C,Amazon.de,2026-01-01,2026-12-31,FEE.FBA,,,\n"))
                .extracting(error -> error.substring(0, error.indexOf(':', 10)))
                .containsExactly(
                        "us.csv: row 2, column marketplace",
                        "us.csv: row 2, column valid-from",
                        "us.csv: row 2, column valid-to");
    }

    /// An invoice is booked on the receivable of its day and paid later: two accounts would both stay open.
    @Test
    void aRoleHasOneAccount() {
        assertThat(only("account,ROLE.RECEIVABLE,Amazon.de,,,1101,,,")).contains("column marketplace: must be empty");
        assertThat(only("account,ROLE.RECEIVABLE,,2026-10-01,,1101,,,")).contains("column valid-from: must be empty");
        assertThat(only("account,ROLE.BANK/Checking,,,,1001,,,")).contains("column key: a role has no");
        assertThat(rows(HEADER + "account,ROLE.RECEIVABLE,,,,1101,,,\n")).hasSize(1);
    }

    @Test
    void aTaxRuleNamesWhatItIsForAndHowMuch() {
        assertThat(rows(HEADER
                        + "fee-tax,*,,,2024-07-31,VAT-REVERSE-20,,,RC\n"
                        + "fee-tax,FEE.FBA/FBAPerUnitFulfillmentFee,Amazon.co.uk,2024-08-01,,ZERO,,,\n"
                        + "sales-tax,REV.SHIPPING,Amazon.de,,,INCLUSIVE-19,,,\n"
                        + "sales-tax,TAX.COLLECTED,Amazon.com,,,SELLER-LIABLE,,,\n"))
                .hasSize(4);
        assertThat(only("fee-tax,REV.PRINCIPAL,,,,NONE,,,")).contains("column key: 'REV.PRINCIPAL' is no charge");
        assertThat(only("fee-tax,FEE.FBA,,,,20,,,")).contains("column value: '20' is no rule");
        assertThat(only("sales-tax,FEE.FBA,,,,NONE,,,")).contains("column key: 'FEE.FBA' is nothing that is sold");
        assertThat(only("sales-tax,*,,,,REVERSE-20,,,")).contains("column value: 'REVERSE-20' is no rule for sales");
        assertThat(only("sales-tax,TAX.COLLECTED,,,,NONE,,,")).contains("neither SELLER-LIABLE nor");
    }

    @Test
    void amazonIsOneVendor() {
        assertThat(rows(HEADER + "vendor,*,,,,Amazon Services,,,\n")).hasSize(1);
        assertThat(only("vendor,Amazon.de,,,,Amazon,,,")).contains("column key: is '*'");
        assertThat(only("vendor,*,Amazon.de,,,Amazon,,,")).contains("column marketplace: must be empty");
    }

    @Test
    void nothingOfAFileWithAnErrorIsTaken() {
        assertThat(MappingCsv.parse(HEADER + "item,SKU-1,,,,Widget,,,\nitem,,,,,x,,,\n", "us.csv", 1))
                .isInstanceOf(Result.Errors.class);
    }

    @Test
    void aTableIsWrittenAsItIsRead() {
        var text = """
                kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code
                account,FEE.ADS,Amazon.ca,2026-10-01,2026-12-31,6205,,,
                chart,6205,,,,6205,"Sponsored, ""own\""",Expense,
                item,MUG,,,,Blue mug,,,NON
                """;

        assertThat(MappingCsv.parse(text, "table.csv", 7))
                .isInstanceOfSatisfying(
                        MappingCsv.Result.Rows.class,
                        table -> assertThat(MappingCsv.write(table.rows())).isEqualTo(text));
    }

    @Test
    void rowsOfDealsAreRead() {
        assertThat(rows("""
                        kind,key,value,tax-code,dimensions
                        deal,freight,item:FREIGHT,STANDARD,channel=CRM
                        deal,write-in,account:40100,,
                        unit,Dozen,DZ,,
                        terms,1,30D,,
                        shipment,2,-,,
                        representative,0F000000000040008000000000000006,JR,,
                        country,Deutschland,DE,,
                        """))
                .extracting(row -> row.key() + " " + row.value())
                .containsExactly(
                        "deal:freight item:FREIGHT",
                        "deal:write-in account:40100",
                        "unit:Dozen DZ",
                        "terms:1 30D",
                        "shipment:2 -",
                        "representative:0F000000000040008000000000000006 JR",
                        "country:Deutschland DE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deal,tips,,,,item:TIP,,,|is none of write-in, line-discount, discount, freight, without-lines",
                "deal,freight,,,,FREIGHT,,,|is neither item:NUMBER nor account:NUMBER",
                "representative,somebody,,,,JR,,,|is no id of an owner",
                "country,Deutschland,,,,Germany,,,|is no code of a country",
                "unit,Dozen,Amazon.de,,,DZ,,,|deals are made in no marketplace"
            })
    void aRowOfADealThatCannotBeIsRefused(String rowAndWords) {
        var parts = rowAndWords.split("\\|", -1);

        assertThat(only(parts[0])).contains(parts[1]);
    }
}
