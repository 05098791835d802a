package org.tieout.runtime.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The schedule alone: no broker, no clock, no vendor.
class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SinkPolicy POLICY =
            SinkPolicy.defaults(3).withLinger(Duration.ofMillis(300), Duration.ofSeconds(3));
    private static final Instant LATER = NOW.plusSeconds(10);

    private final Schedule schedule = new Schedule(POLICY);

    @Test
    void postingsOfManySourcesShareABatch() {
        schedule.add(invoice("A", 1), NOW);
        schedule.add(invoice("B", 1), NOW);
        schedule.add(invoice("C", 1), NOW);
        schedule.add(invoice("D", 1), NOW);

        assertThat(schedule.next(NOW)).contains(new Work.Post("books", List.of("A-1", "B-1", "C-1")));
    }

    @Test
    void aBatchThatIsNotFullWaitsForCompanyButNotForEver() {
        schedule.add(invoice("A", 1), NOW);

        assertThat(schedule.next(NOW.plusMillis(299))).isEmpty();
        assertThat(schedule.wake()).contains(NOW.plusMillis(300));
        schedule.add(invoice("B", 1), NOW.plusMillis(299));
        assertThat(schedule.next(NOW.plusMillis(400))).isEmpty();
        assertThat(schedule.next(NOW.plusMillis(599))).contains(new Work.Post("books", List.of("A-1", "B-1")));
    }

    @Test
    void aBatchThatIsNotFullWaitsForTheCallsUnderWay() {
        schedule.add(invoice("A", 1), NOW);
        schedule.add(invoice("B", 1), NOW);
        schedule.add(invoice("C", 1), NOW);
        schedule.add(payment("S", 1, "A-1"), NOW);
        schedule.add(payment("S", 2), NOW);
        Work sales = schedule.next(NOW).orElseThrow();

        assertThat(schedule.next(NOW.plusSeconds(2))).isEmpty();
        sales.members().forEach(member -> schedule.posted(member, NOW.plusSeconds(2)));
        schedule.finish(sales);
        assertThat(schedule.next(NOW.plusMillis(2_300)).orElseThrow().members()).containsExactly("S-2", "S-1");
    }

    @Test
    void readySalesGoBeforeReadyPaymentsSoThatBatchesFill() {
        schedule.add(payment("S", 1), NOW);
        schedule.add(invoice("A", 1), NOW.plusMillis(1));
        schedule.add(invoice("B", 1), NOW.plusMillis(1));
        schedule.add(invoice("C", 1), NOW.plusMillis(1));
        schedule.add(payment("T", 1), NOW.minus(Duration.ofMinutes(6)));

        assertThat(schedule.next(NOW.plusMillis(1)).orElseThrow().members()).containsExactly("T-1", "A-1", "B-1");
    }

    @Test
    void aStreamOfArrivalsDoesNotStarveTheFirst() {
        schedule.add(invoice("A", 1), NOW);
        schedule.add(invoice("B", 1), NOW.plusSeconds(3).minusMillis(1));

        assertThat(schedule.next(NOW.plusSeconds(3))).isPresent();
    }

    @Test
    void aPaymentWaitsForTheInvoicesItSettlesWhereverTheyComeFrom() {
        schedule.add(payment("S", 1, "A-1", "B-1"), NOW);
        schedule.add(invoice("A", 1), NOW);

        Work first = schedule.next(LATER).orElseThrow();
        assertThat(first.members()).containsExactly("A-1");
        assertThat(schedule.waitsFor("S-1")).contains("waits for posting A-1 and 1 more");
        schedule.posted("A-1", LATER);
        schedule.finish(first);
        assertThat(schedule.next(LATER.plusSeconds(9))).isEmpty();
        assertThat(schedule.waitsFor("S-1")).contains("waits for posting B-1, which has not been commanded yet");

        schedule.add(invoice("B", 1), LATER);
        Work second = schedule.next(LATER.plusSeconds(9)).orElseThrow();
        schedule.posted("B-1", LATER.plusSeconds(9));
        schedule.finish(second);
        assertThat(schedule.next(LATER.plusSeconds(19)).orElseThrow().members()).containsExactly("S-1");
    }

    @Test
    void withinASourceAnEarlierStageGoesFirst() {
        schedule.add(invoice("S", 1), NOW);
        schedule.add(task("S", 2, Stage.JOURNALS), NOW);
        schedule.add(task("S", 3, Stage.DEPOSITS), NOW);

        List<String> order = drain();
        assertThat(order).containsExactly("S-1", "S-2", "S-3");
    }

    @Test
    void anEarlierStageThatComesLaterInThePlanHoldsNothing() {
        schedule.add(task("S", 1, Stage.DEPOSITS), NOW);
        schedule.add(invoice("S", 2), NOW);

        assertThat(schedule.next(LATER).orElseThrow().members()).containsExactlyInAnyOrder("S-1", "S-2");
    }

    @Test
    void independentPaymentsOfOneSettlementShareABatch() {
        schedule.add(task("S", 1, Stage.PAYMENTS), NOW);
        schedule.add(task("S", 2, Stage.PAYMENTS), NOW);
        schedule.add(new Task("S-3", "S", "books", 3, Stage.DEPOSITS, Set.of("S-1", "S-2")), NOW);

        assertThat(schedule.next(LATER).orElseThrow().members()).containsExactly("S-1", "S-2");
    }

    @Test
    void aRefusedPostingBlocksOnlyWhatRefersToItUntilItIsRetried() {
        schedule.add(invoice("S", 1), NOW);
        schedule.add(payment("S", 2, "S-1"), NOW);
        schedule.add(payment("S", 3), NOW);
        Work work = schedule.next(LATER).orElseThrow();
        schedule.refused("S-1", LATER);
        schedule.finish(work);

        Work other = schedule.next(LATER.plusSeconds(9)).orElseThrow();
        assertThat(other.members()).containsExactly("S-3");
        schedule.posted("S-3", LATER);
        schedule.finish(other);
        assertThat(schedule.next(LATER.plusSeconds(9))).isEmpty();
        assertThat(schedule.waitsFor("S-2")).contains("waits for posting S-1, which was refused");

        assertThat(schedule.retry("S-1", LATER)).isTrue();
        assertThat(schedule.retry("S-1", LATER)).isFalse();
        assertThat(schedule.next(LATER.plusSeconds(9)).orElseThrow().members()).containsExactly("S-1");
    }

    @Test
    void aPausedConnectionHoldsOnlyItself() {
        schedule.add(invoice("A", 1), NOW);
        schedule.add(new Task("X-1", "X", "other", 1, Stage.SALES, Set.of()), NOW);
        schedule.pause("books");

        assertThat(schedule.next(LATER).orElseThrow().connection()).isEqualTo("other");
        assertThat(schedule.next(LATER)).isEmpty();
        schedule.resume("books");
        assertThat(schedule.next(LATER).orElseThrow().members()).containsExactly("A-1");
    }

    @Test
    void aThrottledBatchGoesOnTogetherUnderItsIdWhenTheHoldIsOver() {
        schedule.add(invoice("A", 1), NOW);
        schedule.add(invoice("B", 1), NOW);
        Work work = schedule.next(LATER).orElseThrow();
        schedule.group(new Work.Repeat("books", "batch-1", work.members()), LATER.plusSeconds(60));
        schedule.hold("books", LATER.plusSeconds(60));
        schedule.finish(work);
        schedule.add(invoice("C", 1), LATER);

        assertThat(schedule.next(LATER.plusSeconds(59))).isEmpty();
        assertThat(schedule.wake()).contains(LATER.plusSeconds(60));
        assertThat(schedule.next(LATER.plusSeconds(60)))
                .contains(new Work.Repeat("books", "batch-1", List.of("A-1", "B-1")));
    }

    @Test
    void nothingIsEverInFlightTwiceAndNothingPrecedesWhatItNeeds() {
        for (int seed = 0; seed < 200; seed++) {
            new RandomRun(seed).run();
        }
    }

    @Test
    void backingOffDoublesUpToItsLimit() {
        SinkPolicy policy = SinkPolicy.defaults(30);
        assertThat(Schedule.backoff(policy, 1, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Schedule.backoff(policy, 3, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Schedule.backoff(policy, 3, 1023)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2010));
        assertThat(Schedule.backoff(policy, 60, 0)).isEqualTo(Duration.ofMinutes(5));
    }

    private List<String> drain() {
        List<String> order = new ArrayList<>();
        Instant at = LATER;
        for (var work = schedule.next(at); work.isPresent(); work = schedule.next(at)) {
            for (String member : work.get().members()) {
                order.add(member);
                schedule.posted(member, at);
            }
            schedule.finish(work.get());
            at = at.plusSeconds(10);
        }
        return order;
    }

    private static Task invoice(String source, int sequence) {
        return task(source, sequence, Stage.SALES);
    }

    private static Task payment(String source, int sequence, String... needs) {
        return new Task(source + "-" + sequence, source, "books", sequence, Stage.PAYMENTS, Set.of(needs));
    }

    private static Task task(String source, int sequence, Stage stage) {
        return new Task(source + "-" + sequence, source, "books", sequence, stage, Set.of());
    }

    /// One seeded world: a settlement over orders, outcomes drawn at random, everything posted in the end.
    private static final class RandomRun {
        private final Random random;
        private final Schedule schedule = new Schedule(POLICY);
        private final List<Task> tasks = new ArrayList<>();
        private final Set<String> posted = new java.util.HashSet<>();
        private final Set<String> inFlight = new java.util.HashSet<>();
        private final List<Work> calls = new ArrayList<>();
        private Instant at = NOW;

        RandomRun(int seed) {
            random = new Random(seed);
            int orders = 1 + random.nextInt(8);
            IntStream.range(0, orders).forEach(order -> tasks.add(invoice("O" + order, 1)));
            tasks.add(payment(
                    "S",
                    1,
                    IntStream.range(0, orders).mapToObj(o -> "O" + o + "-1").toArray(String[]::new)));
            tasks.add(task("S", 2, Stage.JOURNALS));
            tasks.add(new Task("S-3", "S", "books", 3, Stage.DEPOSITS, Set.of("S-1")));
            java.util.Collections.shuffle(tasks, random);
        }

        void run() {
            List<Task> toArrive = new ArrayList<>(tasks);
            for (int step = 0; step < 10_000 && posted.size() < tasks.size(); step++) {
                at = at.plusMillis(random.nextInt(400));
                if (!toArrive.isEmpty() && random.nextBoolean()) {
                    Task task = toArrive.removeLast();
                    var unmet = new java.util.HashSet<>(task.needs());
                    unmet.removeAll(posted);
                    schedule.add(
                            new Task(
                                    task.postingId(),
                                    task.key(),
                                    task.connection(),
                                    task.sequence(),
                                    task.stage(),
                                    unmet),
                            at);
                }
                schedule.next(at).ifPresent(this::begin);
                if (!calls.isEmpty() && random.nextBoolean()) {
                    end(calls.remove(random.nextInt(calls.size())));
                }
            }
            assertThat(posted).hasSize(tasks.size());
            assertThat(schedule.size()).isZero();
        }

        private void begin(Work work) {
            for (String member : work.members()) {
                assertThat(inFlight.add(member)).isTrue();
                Task task = tasks.stream()
                        .filter(t -> t.postingId().equals(member))
                        .findFirst()
                        .orElseThrow();
                assertThat(posted).containsAll(task.needs()).doesNotContain(member);
            }
            calls.add(work);
        }

        private void end(Work work) {
            work.members().forEach(inFlight::remove);
            switch (random.nextInt(4)) {
                case 0 ->
                    schedule.group(new Work.Ask("books", "b", work.members()), at.plusMillis(random.nextInt(900)));
                case 1 -> work.members().forEach(member -> schedule.delay(member, at.plusMillis(random.nextInt(900))));
                case 2 -> {
                    work.members().forEach(member -> schedule.refused(member, at));
                    work.members().forEach(member -> schedule.retry(member, at));
                }
                default ->
                    work.members().forEach(member -> {
                        posted.add(member);
                        schedule.posted(member, at);
                    });
            }
            schedule.finish(work);
        }
    }
}
