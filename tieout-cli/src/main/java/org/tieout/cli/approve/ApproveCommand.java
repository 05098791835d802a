package org.tieout.cli.approve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Amounts;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Logs;
import org.tieout.cli.TextTable;
import org.tieout.cli.request.RequestTalk;
import org.tieout.cli.running.DataOption;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.PostingState;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout approve`: posts drafts, and takes changes of deals into them. Asking twice posts nothing twice: a posting
/// that is posted is no draft any more.
@Command(
        name = "approve",
        header = "Posts what deals sell, once a person has looked at it.",
        description = {
            "",
            "A deal stands in the ledger as an order or as a draft invoice until somebody approves it: then the order is "
                    + "shipped and invoiced, the draft is posted. Without an ID, everything that waits is listed. A deal "
                    + "that changed in the CRM since is not approved before you said which of the two you want: "
                    + "--amendment takes the change into the draft, --as-drafted posts the draft as it stands."
        },
        footer = {
            "",
            "Examples:",
            "  tieout approve",
            "  tieout approve ORD-01002",
            "  tieout approve 7d0f54c1-4f9f-4f35-8f1d-58a1fbd4e3c2 --amendment",
            "  tieout approve --all",
            "",
            "Exit codes: 0 approved and posted, or nothing waits; 1 refused, or not done in time; 2 not running, or "
                    + "nothing of that id waits."
        })
public final class ApproveCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "A deal, a posting, or the number of the CRM's order or quote.")
    private @Nullable String id;

    @Option(names = "--flow", paramLabel = "FLOW", description = "In this flow alone; otherwise in every flow.")
    private @Nullable String flow;

    @Option(names = "--all", description = "Everything that waits and has not changed in the CRM.")
    private boolean all;

    @Option(
            names = "--amendment",
            description = "Take the deal's change into its draft. It is posted by another approval.")
    private boolean amendment;

    @Option(names = "--as-drafted", description = "Post the draft as it stands, whatever changed in the CRM.")
    private boolean asDrafted;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the ledger (default: ${DEFAULT-VALUE}).")
    private int patience = 60;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        check();
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var system = data.system();
        Logs.toFile(system.data(), "approve");
        var pending = pending(system).in(flow);
        if (id == null && !all) {
            print(console, pending);
            return ExitCode.OK.code();
        }
        return (amendment ? amend(console, system, pending) : approve(console, system, pending)).code();
    }

    private void check() {
        if (id != null && all) {
            throw CliException.unusable("An ID and --all exclude each other.", "Give one of them.");
        }
        if (amendment && asDrafted) {
            throw CliException.unusable(
                    "--amendment takes the change and --as-drafted leaves it.", "Give one of them.");
        }
        if ((amendment || asDrafted) && id == null) {
            throw CliException.unusable(
                    "A change is decided for one deal.", "Name it; `tieout approve` lists what waits.");
        }
    }

    private static Pending pending(RunningSystem system) {
        try (var reader = TopicReader.of(system.kafka())) {
            return Pending.read(reader);
        }
    }

    private static void print(Console console, Pending pending) {
        if (pending.drafts().isEmpty() && pending.proposals().isEmpty()) {
            console.line("Nothing waits for approval.");
            return;
        }
        if (!pending.drafts().isEmpty()) {
            var table = new TextTable("deal", "flow", "of", "customer", "stands as", ">total", "");
            for (var draft : pending.drafts()) {
                table.row(
                        draft.deal(),
                        draft.state().getFlow(),
                        draft.record(),
                        draft.sale().getCustomerNumber(),
                        draft.document(),
                        Amounts.readable(draft.total()),
                        draft.total().getCurrency());
            }
            table.print(console);
        }
        for (var proposal : pending.proposals()) {
            console.line("");
            console.line(
                    "Deal " + proposal.deal() + " of " + proposal.flow() + " changed in the CRM: " + proposal.words());
        }
    }

    // ---- drafts ---------------------------------------------------------------------------------------------------

    private ExitCode approve(Console console, RunningSystem system, Pending pending) {
        var meant = pending.drafts().stream()
                .filter(draft -> all || draft.isMeantBy(Objects.requireNonNull(id)))
                .toList();
        if (meant.isEmpty() && !all) {
            throw CliException.unusable(
                    "No draft of " + id + " waits for approval.", "`tieout approve` lists what does.");
        }
        var held = meant.stream().filter(pending::hasChanged).toList();
        if (!held.isEmpty() && !all && !asDrafted) {
            var words = pending.proposals().stream()
                    .filter(proposal -> proposal.deal().equals(held.getFirst().deal())
                            && proposal.flow().equals(held.getFirst().state().getFlow()))
                    .map(Proposal::words)
                    .collect(Collectors.joining("; "));
            throw new CliException(
                    ExitCode.NEEDS_A_PERSON,
                    "The deal changed in the CRM since its draft was made: " + words,
                    "--amendment takes the change into the draft, --as-drafted posts the draft as it stands.");
        }
        var approved = asDrafted
                ? meant
                : meant.stream().filter(draft -> !pending.hasChanged(draft)).toList();
        var isDone = new ArrayList<Boolean>();
        for (var target : Target.ledgers()) {
            var its = approved.stream()
                    .filter(draft -> draft.target().equals(target))
                    .toList();
            if (!its.isEmpty()) {
                isDone.add(post(console, system, target, its));
            }
        }
        if (approved.isEmpty()) {
            console.line("Nothing waits for approval" + (held.isEmpty() ? "." : " but deals that changed."));
        }
        return isDone.contains(false) || (all && !held.isEmpty()) ? ExitCode.NEEDS_A_PERSON : ExitCode.OK;
    }

    /// Asks, and waits until each is posted or refused.
    private boolean post(Console console, RunningSystem system, Target target, List<Draft> drafts) {
        Map<String, Draft> open = new LinkedHashMap<>();
        drafts.forEach(draft -> open.put(draft.state().getPostingId(), draft));
        try (var reader = TopicReader.of(system.kafka())) {
            reader.seekToEnd(target.state());
            Approvals.send(system, drafts);
            console.progress("approved " + drafts.size() + (drafts.size() == 1 ? " draft" : " drafts"));
            var deadline = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
            var isWell = true;
            while (!open.isEmpty() && System.nanoTime() < deadline) {
                for (var state : reader.poll(PostingState.class, POLL)) {
                    isWell &= heard(console, state, open);
                }
            }
            open.values()
                    .forEach(
                            draft -> console.line(draft.record() + " is approved and not posted yet: `tieout status`"));
            return isWell && open.isEmpty();
        }
    }

    /// Says what became of one; false when it needs a person.
    private static boolean heard(Console console, PostingState state, Map<String, Draft> open) {
        var draft = open.get(state.getPostingId());
        if (draft == null) {
            return true;
        }
        return switch (state.getStatus()) {
            case POSTED -> {
                open.remove(state.getPostingId());
                console.line(draft.record() + " is posted: " + state.getVendorType() + " " + state.getVendorNumber());
                yield true;
            }
            case REFUSED -> {
                open.remove(state.getPostingId());
                console.line(draft.record() + " is refused: " + state.getReason());
                yield false;
            }
            case SUPERSEDED -> {
                open.remove(state.getPostingId());
                console.line(draft.record() + " changed meanwhile: " + state.getReason());
                yield false;
            }
            case QUEUED, WAITING, ATTEMPTED, UNCERTAIN, PAUSED, UNKNOWN -> true;
        };
    }

    // ---- amendments -----------------------------------------------------------------------------------------------

    private ExitCode amend(Console console, RunningSystem system, Pending pending) {
        var word = Objects.requireNonNull(id);
        var deals = pending.drafts().stream()
                .filter(draft -> draft.isMeantBy(word))
                .map(Draft::deal)
                .collect(Collectors.toUnmodifiableSet());
        var proposals = pending.proposals().stream()
                .filter(proposal -> proposal.isMeantBy(word) || deals.contains(proposal.deal()))
                .filter(proposal -> !proposal.hash().isEmpty())
                .toList();
        if (proposals.isEmpty()) {
            throw CliException.unusable(
                    "No change of " + word + " waits.", "`tieout approve` lists what waits for a person.");
        }
        var answers = new RequestTalk(system, console, Approval.REQUEST, Set.of(Approval.AMENDED, Approval.REFUSED))
                .ask(
                        flows -> proposals.stream()
                                .map(proposal -> RequestTalk.request(
                                        RequestTalk.named(flows, proposal.flow())
                                                .getFirst(),
                                        Approval.AMEND,
                                        proposal.deal(),
                                        Map.of(Approval.AMENDMENT, proposal.hash())))
                                .toList(),
                        "to take the change",
                        Duration.ofSeconds(patience));
        answers.forEach(answer -> console.line(answer.getMessage()));
        return answers.stream().allMatch(answer -> answer.getStep().equals(Approval.AMENDED))
                ? ExitCode.OK
                : ExitCode.NEEDS_A_PERSON;
    }
}
