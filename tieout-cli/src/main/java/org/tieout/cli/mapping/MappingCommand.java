package org.tieout.cli.mapping;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `tieout mapping`: help with mapping files. Writes to none.
@Command(
        name = "mapping",
        header = "Checks mapping files, and proposes rows for what is parked.",
        description = {
            "",
            "`check` reads a mapping file and says what is wrong with it. `suggest` looks at what is parked and prints "
                    + "rows that could free it, ready to be pasted into the flow's mapping file. Neither changes anything: "
                    + "`tieout apply` does, when a person has read the rows."
        },
        footer = {"", "Examples:", "  tieout mapping check config/mappings/us-books.csv", "  tieout mapping suggest"},
        subcommands = {SuggestCommand.class, CheckCommand.class})
public final class MappingCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /// Without a sub-command there is nothing to do but explain.
    @Override
    public void run() {
        var command = Objects.requireNonNull(spec).commandLine();
        command.usage(command.getOut());
    }
}
