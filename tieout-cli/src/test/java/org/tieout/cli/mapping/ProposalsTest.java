package org.tieout.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingReader;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.cli.mapping.Proposals.Held;

class ProposalsTest {

    private static final List<String> COLUMNS = MappingReader.COLUMNS.subList(0, 9);
    private static final MasterData LEDGER = new MasterData(
            List.of(
                    new MasterData.Account("", "Selling Fees", "Expense", true, "", Set.of()),
                    new MasterData.Account("6120", "Warehouse", "Expense", true, "", Set.of())),
            List.of(
                    new MasterData.Item("Mug, blue", "MUG_BLUE", true),
                    new MasterData.Item("Tea 1", "TEA-1", true),
                    new MasterData.Item("Tea one", "TEA.1", true),
                    new MasterData.Item("Gone", "GONE-1", false)),
            List.of(),
            List.of(),
            new Creates(false, true));

    private static Mappings own() {
        return switch (MappingCsv.parse("kind,key,value\nitem,POT-9,Pot\n", "own.csv", 1)) {
            case MappingCsv.Result.Rows(var rows) -> Mappings.of(rows);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static Proposal proposal(String key) {
        return Proposals.of(List.of(new Held(false, List.of(key))), own(), LEDGER)
                .getFirst();
    }

    static List<Arguments> proposed() {
        return List.of(
                Arguments.of(
                        "row-type:other-transaction|other-transaction|Storage Fee, corrected",
                        "row-type,\"other-transaction|other-transaction|Storage Fee, corrected\",,,,FEE.STORAGE,,,"),
                Arguments.of("item:mug-blue", "item,mug-blue,,,,\"Mug, blue\",,,"),
                Arguments.of("item:MUG-BLUE-FBA", "item,MUG-BLUE-FBA,,,,\"Mug, blue\",,,"),
                Arguments.of("item:pot_9.FBM", "alias,pot_9.FBM,,,,POT-9,,,"),
                Arguments.of("account:FEE.REFERRAL", "account,FEE.REFERRAL,,,,Selling Fees,,,"),
                Arguments.of("account:FEE.STORAGE", "account,FEE.STORAGE,,,,6120,,,"));
    }

    @ParameterizedTest
    @MethodSource("proposed")
    void aProposalIsARowReadyToBePasted(String key, String row) {
        var proposed = proposal(key);

        assertThat(proposed.row().map(found -> MappingCsv.line(found, COLUMNS))).contains(row);
        assertThat(proposed.reason()).isNotBlank();
        assertThat(MappingCsv.parse(String.join(",", COLUMNS) + "\n" + row + "\n", "pasted.csv", 1))
                .isInstanceOf(MappingCsv.Result.Rows.class);
    }

    @Test
    void whatIsLikeSeveralOrNothingOrInactiveIsNotProposed() {
        assertThat(proposal("item:TEA 1").row()).isEmpty();
        assertThat(proposal("item:TEA 1").reason()).contains("Tea 1, Tea one");
        assertThat(proposal("item:GONE-1").row()).isEmpty();
        assertThat(proposal("item:NEW-7").row()).isEmpty();
        assertThat(proposal("row-type:Quantum|Levy|Charge").row()).isEmpty();
        assertThat(proposal("account:FEE.FBA").reason()).contains("6110");
    }

    @Test
    void thoseThatFreeMostComeFirst() {
        var held = List.of(
                new Held(false, List.of("item:A")),
                new Held(true, List.of("item:B", "item:C")),
                new Held(true, List.of("item:B")),
                new Held(false, List.of("item:B")));

        assertThat(Proposals.of(held, own(), LEDGER))
                .extracting(proposal -> proposal.key().key() + " " + proposal.settlements() + " " + proposal.orders()
                        + " " + proposal.alone())
                .containsExactly("B 2 1 2", "A 0 1 1", "C 1 0 0");
    }
}
