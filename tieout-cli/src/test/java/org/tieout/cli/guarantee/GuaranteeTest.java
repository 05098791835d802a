package org.tieout.cli.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.cli.guarantee.History.Booked;
import org.tieout.cli.guarantee.History.Commanded;
import org.tieout.cli.guarantee.History.Line;
import org.tieout.cli.guarantee.History.Paid;
import org.tieout.cli.guarantee.History.Read;

/// A checker that never objects proves nothing: each must object to exactly the history that was broken for it.
final class GuaranteeTest {

    private static final Line SALE = new Line("Order|ItemPrice|Principal", amount("10.00"));
    private static final Line FEE = new Line("Order|ItemFees|Commission", amount("-1.50"));
    private static final Paid PAID = new Paid("S", amount("8.50"), List.of(SALE, FEE));
    private static final List<Read> READ = List.of(
            new Read.Opened("S", amount("8.50")),
            new Read.Amount("S", SALE),
            new Read.Amount("S", FEE),
            new Read.Closed("S", 2, amount("8.50")));
    private static final Map<String, BigDecimal> INVOICE = Map.of("1100", amount("10"), "4000", amount("-10"));
    private static final Map<String, BigDecimal> DEPOSIT =
            Map.of("1000", amount("8.5"), "6100", amount("1.5"), "1100", amount("-10"));
    private static final List<Commanded> COMMANDED = List.of(
            new Commanded("invoice", "O", "INVOICE", "O", INVOICE),
            new Commanded("deposit", "S", "DEPOSIT", "S", DEPOSIT));
    private static final List<Booked> BOOKED = List.of(
            new Booked("Invoice", "1", "live", "invoice", INVOICE),
            new Booked("Deposit", "2", "live", "deposit", DEPOSIT));
    private static final Map<String, BigDecimal> BALANCES =
            Map.of("1000", amount("8.5"), "1100", amount("0"), "4000", amount("-10"), "6100", amount("1.5"));
    private static final History WHOLE = new History(List.of(PAID), READ, COMMANDED, BOOKED, BALANCES);

    @Test
    void aWholeHistoryIsAcceptedByAll() {
        assertThat(Guarantee.all())
                .allSatisfy(guarantee -> assertThat(guarantee.violations(WHOLE)).isEmpty());
    }

    @Test
    void aLostLineIsSeen() {
        var read = new ArrayList<>(READ);
        read.remove(2);

        assertThat(new NothingLost().violations(withRead(read)))
                .anyMatch(text -> text.contains("2 lines at Amazon and 1"));
        assertThat(new SumsAgree().violations(withRead(read))).anyMatch(text -> text.contains("lines of settlement S"));
    }

    @Test
    void aLineReadTwiceIsSeen() {
        var read = new ArrayList<>(READ);
        read.add(2, READ.get(2));

        assertThat(new NothingLost().violations(withRead(read))).isNotEmpty();
    }

    @Test
    void twoLinesInTheWrongOrderAreSeen() {
        var read = List.of(READ.get(0), READ.get(2), READ.get(1), READ.get(3));

        assertThat(new NothingLost().violations(withRead(read))).isNotEmpty();
    }

    @Test
    void aSettlementThatIsNeverClosedIsSeen() {
        assertThat(new NothingLost().violations(withRead(READ.subList(0, 3)))).isNotEmpty();
    }

    @Test
    void aDuplicateDocumentIsSeenByPostedOnceAlone() {
        var booked = new ArrayList<>(BOOKED);
        booked.add(new Booked("Invoice", "3", "live", "invoice", INVOICE));
        var history = new History(List.of(PAID), READ, COMMANDED, booked, BALANCES);

        assertThat(new PostedOnce().violations(history))
                .singleElement()
                .asString()
                .contains("invoice stands 2 times");
        assertThat(new NothingLost().violations(history)).isEmpty();
    }

    @Test
    void aDocumentThatWasNeverBookedIsSeen() {
        var history = new History(List.of(PAID), READ, COMMANDED, BOOKED.subList(0, 1), BALANCES);

        assertThat(new PostedOnce().violations(history))
                .singleElement()
                .asString()
                .contains("deposit is commanded and not in the books");
    }

    @Test
    void aDocumentThatNobodyCommandedIsSeen() {
        var history = new History(List.of(PAID), READ, COMMANDED.subList(0, 1), BOOKED, BALANCES);

        assertThat(new PostedOnce().violations(history)).isNotEmpty();
    }

    @Test
    void aCommandGivenTwiceIsSeen() {
        var commanded = new ArrayList<>(COMMANDED);
        commanded.add(COMMANDED.getFirst());

        assertThat(new PostedOnce().violations(new History(List.of(PAID), READ, commanded, BOOKED, BALANCES)))
                .isNotEmpty();
    }

    @Test
    void oneCentOffInTheBooksIsSeenBySumsAgreeAlone() {
        var off = new Booked(
                "Deposit",
                "2",
                "live",
                "deposit",
                Map.of("1000", amount("8.51"), "6100", amount("1.49"), "1100", amount("-10")));
        var history = new History(List.of(PAID), READ, COMMANDED, List.of(BOOKED.getFirst(), off), BALANCES);

        assertThat(new SumsAgree().violations(history))
                .singleElement()
                .asString()
                .contains("deposit is commanded as");
        assertThat(new PostedOnce().violations(history)).isEmpty();
        assertThat(new NothingLost().violations(history)).isEmpty();
    }

    @Test
    void oneCentOffInALineIsSeen() {
        var read = new ArrayList<>(READ);
        read.set(2, new Read.Amount("S", new Line(FEE.type(), amount("-1.49"))));

        assertThat(new SumsAgree().violations(withRead(read))).isNotEmpty();
        assertThat(new NothingLost().violations(withRead(read))).isNotEmpty();
    }

    @Test
    void oneCentLeftInAnAccountInBetweenIsSeen() {
        var balances = Map.of("1000", amount("8.5"), "1145", amount("0.01"), "4000", amount("-8.51"));
        var history = new History(List.of(PAID), READ, COMMANDED, BOOKED, balances);

        assertThat(new SumsAgree().violations(history))
                .singleElement()
                .asString()
                .contains("1145");
    }

    private static History withRead(List<Read> read) {
        return new History(List.of(PAID), read, COMMANDED, BOOKED, BALANCES);
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
