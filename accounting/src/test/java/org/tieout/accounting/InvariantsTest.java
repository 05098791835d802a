package org.tieout.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The invariants of the accounting rules, and which tests prove each. An entry whose test is renamed or deleted fails.
class InvariantsTest {

    private static final String PLAN = "accounting/plan/SettlementPlanProperties";
    private static final String ORDER = "accounting/plan/OrderPlanProperties";
    private static final String MORE = "accounting/plan/PlanInvariantProperties";
    private static final String PROFILES = "accounting/plan/ClearingProfilesProperties";
    private static final String CORRECTION = "accounting/plan/SettlementCorrectionProperties";
    private static final String BALANCE = "accounting/balance/BalanceProperties";
    private static final String PAYOUT = "accounting/balance/PayoutsTest";
    private static final String CHAIN = "accounting/balance/SettlementChainProperties";

    /// In the order of the rules.
    enum Invariant {
        ROWS_SUM_TO_THE_TOTAL(PLAN + "#aHeaderOneCentOffPlansNothing", PLAN + "#theProofOfAPlanIsGreen"),
        DEBITS_ARE_CREDITS(
                MORE + "#debitsAreCreditsPerCurrencyAndPostingDate", PLAN + "#itIsPlannedAndEveryDocumentBalances"),
        EVERY_ROW_IN_ONE_LINE(
                PLAN + "#everyRowIsInOneLineOfItsMonth",
                PLAN + "#everyRowIsCountedOnceOrIsAMemo",
                MORE + "#everyLineHasARowBehindItOrIsANamedOtherSide"),
        CLEARING_ENDS_AT_ZERO(
                PLAN + "#theClearingSetIsWhatAmazonStillHolds",
                PROFILES + "#clearingAndTheVendorEndAtZeroAndTheBankHasThePayout"),
        AN_ORDERS_ACCOUNT(
                PLAN + "#anOrdersAccountMovesByWhatItsRowsPaid",
                PLAN + "#everyApplicationIsWithinWhatIsOpenAndNeverRefersAhead"),
        FACILITATED_TAX_NETS_TO_ZERO(PLAN + "#facilitatedTaxNeverReachesIncomeOrATaxAccount"),
        RESERVE_CHAIN(
                CHAIN + "#theReserveAccountIsWhatTheLastSettlementHolds",
                CHAIN + "#whatIsHandedOverInFullIsFoundInOrderHoweverItIsRead"),
        THE_BOOKS_SAY_WHAT_AMAZON_HOLDS(BALANCE + "#whatWeSayAmazonHoldsIsWhatItOwesLessWhatItPaid"),
        PAYOUT_IS_THE_BANK_LINE(
                PLAN + "#theBankLineIsTheDisbursementAndNothingBelowZero",
                PAYOUT + "#aPayoutIsInTheBankOrInTransitAndNowhereElse"),
        A_REPLAY_CHANGES_NOTHING(
                CORRECTION + "#aSecondReplayChangesNothingAndAThirdWayBackReturnsToTheFirst",
                MORE + "#replayingGivesTheSameDocumentsUnderTheSameIds",
                PLAN + "#planningAgainGivesTheSame"),
        REVENUE_ONCE(
                ORDER + "#theIncrementsSumToTheWholeAndThenNothingIsLeft",
                ORDER + "#aLateInvoiceIsNotFollowedByASecondOne",
                ORDER + "#aSettlementOfAnInvoicedOrderOnlyPays"),
        MAPPING_VERSION_ON_EACH_LINE("mapper/MappingVersionTest#everyLineCarriesTheVersionItWasPlannedWith");

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
        private final List<String> tests;

        Invariant(String... tests) {
            this.tests = List.of(tests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isProvenByTheTestsThatAreNamed(Invariant invariant) throws IOException {
        for (var test : invariant.tests) {
            var parts = test.split("#", 2);
            assertThat(Files.readString(source(parts[0]))).as(test).contains("void " + parts[1] + "(");
        }
    }

    private static Path source(String name) {
        var module = name.startsWith("mapper/") ? "mapper-streams" : "accounting";
        return Path.of("..", module, "src", "test", "java", "org", "tieout", name + ".java");
    }
}
