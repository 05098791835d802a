package org.tieout.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.MasterData.Account;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.accounting.mapping.MasterData.Item;
import org.tieout.accounting.plan.PostingProfile;

class LedgerComparisonTest {

    @TempDir
    private Path directory;

    /// A company with the shipped chart, but for those accounts, and a few things of its own.
    private static MasterData companyWithout(String... numbers) {
        var accounts = new ArrayList<Account>();
        for (var row : Mappings.standard().rows()) {
            if (row.key().kind() == Kind.CHART && !List.of(numbers).contains(row.value())) {
                accounts.add(new Account(row.value(), row.name(), row.type(), true, "", Set.of()));
            }
        }
        accounts.add(new Account("6998", "Closed", "Expense", false, "", Set.of()));
        accounts.add(new Account("6997", "Untaxed", "Expense", true, "", Set.of("NON")));
        return new MasterData(
                accounts,
                List.of(new Item("Widget", "", true)),
                List.of(),
                List.of("NON", "TAX"),
                new Creates(false, true));
    }

    private LedgerComparison compared(String name, String text, MasterData company) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        return switch (MappingFiles.read(file, 1)) {
            case Result.Rows(var rows) -> LedgerComparison.of(file, rows, company, PostingProfile.QBO.roles());
            case Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private List<String> problems(String name, String text, MasterData company) throws IOException {
        return compared(name, text, company).problems().stream()
                .map(problem -> problem.replace(directory + "/", ""))
                .toList();
    }

    @Test
    void whatTheLedgerCannotServeIsNamedWithFileRowColumnAndWhatToDo() throws IOException {
        assertThat(problems("us.csv", """
                        # ours
                        kind,key,value,tax-code
                        account,FEE.ADS,6999,
                        account,FEE.STORAGE,6998,
                        account,FEE.REFERRAL,6997,TAX
                        account,ROLE.BANK,4000,
                        item,SKU-1,Widget,
                        item,SKU-2,Gadget,
                        """, companyWithout()))
                .containsExactly(
                        "us.csv: row 3, column value: account 6999 is not in the ledger; create it in the ledger, or map"
                                + " FEE.ADS to another account",
                        "us.csv: row 4, column value: account 6998 is inactive in the ledger; make it active in the"
                                + " ledger, or map FEE.STORAGE to another account",
                        "us.csv: row 5, column tax-code: account 6997 cannot take tax code TAX; write one that it can"
                                + " take, or leave it empty",
                        "us.csv: row 6, column value: account 4000 is of type Income, which ROLE.BANK cannot use; map"
                                + " ROLE.BANK to another account",
                        "us.csv: row 8, column value: item 'Gadget' is not in the ledger; create it in the ledger, or"
                                + " map SKU-2 to another item");
    }

    @Test
    void yamlRowsArePlacedAsWell() throws IOException {
        assertThat(problems("us.yaml", """
                        - {kind: item, key: SKU-1, value: Widget}

                        - kind: item
                          key: SKU-2
                          value: Gadget
                        """, companyWithout()))
                .singleElement()
                .asString()
                .startsWith("us.yaml: row 3, column value: item 'Gadget' is not in the ledger");
    }

    @Test
    void aRoleThatTheFileLeavesToTheShippedTableMustBeInTheLedgerToo() throws IOException {
        var shipped = compared("us.csv", "kind,key,value\nitem,SKU-1,Widget\n", companyWithout("1145", "6200"));

        assertThat(shipped.problems())
                .singleElement()
                .asString()
                .contains("us.csv: has no row for account:ROLE.UNDEPOSITED", "account 1145 is not in the ledger");
        assertThat(shipped.notes()).singleElement().asString().contains("FEE.ADS (6200)");
        assertThat(problems(
                        "own.csv", "kind,key,value\naccount,ROLE.UNDEPOSITED,1180\n", companyWithout("1145", "6200")))
                .isEmpty();
    }
}
