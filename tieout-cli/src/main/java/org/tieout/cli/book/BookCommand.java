package org.tieout.cli.book;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `tieout book`: journals for what no settlement holds. Each kind of entry is a sub-command.
@Command(
        name = "book",
        header = "Books what no settlement holds: the fate of a payout, interest, opening balances.",
        description = {
            "",
            "A settlement says what Amazon pays out, not what became of it. Report that here, and what only a statement "
                    + "knows. Each entry is shown first; with --post it is posted, once: the same report again posts "
                    + "nothing, another one under the same name is refused."
        },
        footer = {
            "",
            "Examples:",
            "  tieout book payout-came-back 25889786381 --date 2026-07-14 --post",
            "  tieout book payout-converted 25889786381 --currency GBP --carried-at 850.00 --received 845.12 "
                    + "--date 2026-07-14",
            "  tieout book loan-interest US --month 2026-07 --currency USD --amount 3.10 --post",
            "",
            "Exit codes: 0 shown, posted, or nothing is to be posted; 1 refused, with the reason; 2 not running, "
                    + "unknown, or no answer in time."
        },
        subcommands = {
            PayoutArrivedCommand.class,
            PayoutCameBackCommand.class,
            PayoutConvertedCommand.class,
            LoanInterestCommand.class,
            OpeningCommand.class
        })
public final class BookCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /// Without a sub-command there is nothing to do but explain.
    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.usage(command.getOut());
    }
}
