package org.tieout.cli.demo;

import java.time.Duration;
import java.util.UUID;
import org.tieout.cli.Console;
import org.tieout.cli.Lifetime;
import org.tieout.cli.approve.Approvals;
import org.tieout.cli.request.Requests;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.schemas.Target;

/// The deals of a demo, and what people do about them: salespeople close them, an accountant looks after a customer's
/// tax area and approves, a customer pays.
///
/// @param world where they happen
/// @param system what runs
/// @param console where it is told
record DealStory(DemoWorld world, RunningSystem system, Console console) {

    private static final Duration LOOK = Duration.ofMillis(500);

    /// Plays it to its end, or finds it played on that directory already.
    ///
    /// @return false when the patience or the process ended first
    boolean play(Duration patience, Lifetime lifetime) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!world.deals().isDone()) {
            if (System.nanoTime() > deadline || lifetime.awaitEnd(LOOK)) {
                return false;
            }
            mendTax();
            var approved = Approvals.all(system, DemoFiles.DEALS);
            if (approved > 0) {
                console.progress("an accountant approves " + approved + (approved == 1 ? " order" : " orders"));
            }
        }
        var first = world.deals().rows().getFirst();
        if (first.shown().equals("Posted")) {
            world.pays(first.invoices().getFirst());
            console.progress("the customer of " + first.route() + " pays");
        }
        while (!world.deals().rows().getFirst().shown().equals("Paid")) {
            if (System.nanoTime() > deadline || lifetime.awaitEnd(LOOK)) {
                return false;
            }
        }
        return true;
    }

    /// The order that was sold with tax is refused until its customer has the tax area: Business Central would
    /// compute no tax.
    private void mendTax() {
        try (var topics = TopicReader.of(system.kafka())) {
            topics.table(Target.BC.state(), PostingState.class).values().stream()
                    .filter(state -> state.getFlow().equals(DemoFiles.DEALS))
                    .filter(state -> state.getStatus() == PostingStatus.REFUSED && state.getCommand() != null)
                    .filter(state -> state.getCommand().getDocument().getSale() != null)
                    .forEach(this::mendTax);
        }
    }

    private void mendTax(PostingState refused) {
        var customer = refused.getCommand().getDocument().getSale().getCustomerNumber();
        if (world.givesTaxArea(customer)) {
            console.progress("an accountant gives customer " + customer
                    + " its tax area, without which Business Central computes no tax, and has its order tried again");
            Requests.send(system, java.util.List.of(retry(refused)));
        }
    }

    private static OperatorRequest retry(PostingState refused) {
        return OperatorRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind("RETRY")
                .setFlow(refused.getFlow())
                .setConnection(refused.getSourceConnection())
                .setSubject(refused.getPostingId())
                .setAt(java.time.Clock.systemUTC().instant())
                .build();
    }
}
