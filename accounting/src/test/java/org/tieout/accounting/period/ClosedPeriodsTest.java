package org.tieout.accounting.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods.Dated;
import org.tieout.accounting.period.ClosedPeriods.Policy;
import org.tieout.accounting.period.ClosedPeriods.Posting;
import org.tieout.accounting.period.ClosedPeriods.Reading;
import org.tieout.accounting.source.OrderId;

class ClosedPeriodsTest {

    private static final LocalDate END_OF_JUNE = LocalDate.of(2026, 6, 30);
    private static final LocalDate IN_JUNE = LocalDate.of(2026, 6, 28);
    private static final ClosedPeriods MOVING = ClosedPeriods.through(END_OF_JUNE, Policy.NEXT_OPEN_DAY);
    private static final ClosedPeriods HOLDING = ClosedPeriods.through(END_OF_JUNE, Policy.HOLD);

    @Test
    void whereNothingIsClosedEveryDayIsItsOwn() {
        assertThat(ClosedPeriods.none().date(IN_JUNE)).isEqualTo(new Dated.Open(IN_JUNE));
    }

    @Test
    void theLastClosedDayIsClosedAndTheNextIsOpen() {
        var first = LocalDate.of(2026, 7, 1);

        assertThat(MOVING.date(END_OF_JUNE)).isEqualTo(new Dated.Moved(first, END_OF_JUNE));
        assertThat(MOVING.date(first)).isEqualTo(new Dated.Open(first));
        assertThat(HOLDING.date(END_OF_JUNE)).isEqualTo(new Dated.Held(END_OF_JUNE, END_OF_JUNE));
        assertThat(HOLDING.date(first)).isEqualTo(new Dated.Open(first));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentOfAClosedDayMovesWithItsTrueDateInTheMemo(Document document) {
        assertThat(MOVING.date(document)).isInstanceOfSatisfying(Posting.Post.class, post -> {
            var moved = post.document();
            assertThat(post.trueDate()).isEqualTo(IN_JUNE);
            assertThat(post.moved()).isTrue();
            assertThat(moved.heading().date()).isEqualTo(LocalDate.of(2026, 7, 1));
            assertThat(moved.heading().memo()).isEqualTo("June (true date 2026-06-28, in a closed period)");
            assertThat(moved.id()).isEqualTo(document.id());
            assertThat(moved.heading().reference()).isEqualTo("R");
            assertThat(moved.kind()).isEqualTo(document.kind());
            assertThat(moved.lines()).isEqualTo(document.lines());
            assertThat(moved.applications()).isEqualTo(document.applications());
            assertThat(moved.customerName()).isEqualTo(document.customerName());
            assertThat(moved.orderId()).isEqualTo(document.orderId());
        });
    }

    @Test
    void aHeldDocumentNamesThePeriodAndWhatOpensIt() {
        assertThat(HOLDING.date(documents().getFirst())).isInstanceOfSatisfying(Posting.Held.class, held -> {
            assertThat(held.why().reason()).contains("2026-06-28").contains("closed through 2026-06-30");
            assertThat(held.why().nextStep())
                    .contains("closed-through")
                    .contains("next-open-day")
                    .contains("tieout apply");
        });
    }

    @Test
    void aDocumentOfAnOpenDayIsTheSame() {
        var document = documents().getFirst();

        assertThat(ClosedPeriods.none().date(document)).isEqualTo(new Posting.Post(document, IN_JUNE));
        assertThat(new Posting.Post(document, IN_JUNE).moved()).isFalse();
    }

    @Test
    void aFlowsOptionsSayWhatIsClosed() {
        assertThat(ClosedPeriods.read(Map.of())).isEqualTo(new Reading.Ok(ClosedPeriods.none()));
        assertThat(ClosedPeriods.read(Map.of("closed-through", "2026-06-30"))).isEqualTo(new Reading.Ok(MOVING));
        assertThat(ClosedPeriods.read(Map.of("closed-through", "2026-06-30", "closed-policy", "next-open-day")))
                .isEqualTo(new Reading.Ok(MOVING));
        assertThat(ClosedPeriods.read(Map.of("closed-through", "2026-06-30", "closed-policy", "hold")))
                .isEqualTo(new Reading.Ok(HOLDING));
    }

    @Test
    void anOptionThatCannotBeReadIsNamedWithTheWayToWriteIt() {
        assertThat(ClosedPeriods.read(Map.of("closed-through", "30.6.2026")))
                .isInstanceOfSatisfying(Reading.Unreadable.class, wrong -> {
                    assertThat(wrong.option()).isEqualTo("closed-through");
                    assertThat(wrong.message()).contains("30.6.2026").contains("2026-06-30");
                });
        assertThat(ClosedPeriods.read(Map.of("closed-policy", "never")))
                .isInstanceOfSatisfying(Reading.Unreadable.class, wrong -> {
                    assertThat(wrong.option()).isEqualTo("closed-policy");
                    assertThat(wrong.message()).contains("never").contains("hold");
                });
    }

    @Property
    void nothingIsEverDatedOnAClosedDay(
            @ForAll @IntRange(min = 0, max = 800) int day, @ForAll @IntRange(min = 0, max = 800) int closed) {
        var from = LocalDate.of(2025, 1, 1);
        var through = from.plusDays(closed);
        var trueDay = from.plusDays(day);

        switch (ClosedPeriods.through(through, Policy.NEXT_OPEN_DAY).date(trueDay)) {
            case Dated.Open(var date) -> assertThat(date).isEqualTo(trueDay).isAfter(through);
            case Dated.Moved(var date, var own) -> {
                assertThat(date).isAfter(through);
                assertThat(own).isEqualTo(trueDay).isBeforeOrEqualTo(through);
            }
            case Dated.Held held -> throw new AssertionError("nothing is held: " + held);
        }
    }

    static List<Document> documents() {
        var heading = new Heading(new PostingId("f/x/r1"), "R", IN_JUNE, "USD", "June");
        var order = new OrderId("111-0000000-0000001");
        var lines = List.of(
                Line.balancing(Account.of("1", "a"), new Money("USD", 500), ""),
                Line.balancing(Account.of("2", "b"), new Money("USD", -500), ""));
        var applications = List.of(new Application(
                new PostingId("f/y/r1"), Document.Kind.INVOICE, Optional.of(order), new Money("USD", 500)));
        return List.of(
                new Document.Journal(heading, lines),
                new Document.Invoice(heading, "C", order, Optional.of("1Z"), lines),
                new Document.CreditMemo(heading, "C", order, lines),
                new Document.RefundReceipt(heading, "C", order, lines),
                new Document.CustomerPayment(heading, "C", lines, applications),
                new Document.Deposit(heading, lines, applications));
    }
}
