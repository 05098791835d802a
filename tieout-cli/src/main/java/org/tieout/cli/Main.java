package org.tieout.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.tieout.cli.apply.ApplyCommand;
import org.tieout.cli.approve.ApproveCommand;
import org.tieout.cli.audit.AuditCommand;
import org.tieout.cli.book.BookCommand;
import org.tieout.cli.demo.DemoCommand;
import org.tieout.cli.importing.ImportCommand;
import org.tieout.cli.mapping.MappingCommand;
import org.tieout.cli.replay.ReplayCommand;
import org.tieout.cli.retry.RetryCommand;
import org.tieout.cli.settle.SettleCommand;
import org.tieout.cli.simulator.SimulatorCommand;
import org.tieout.cli.status.StatusCommand;
import org.tieout.cli.up.UpCommand;
import org.tieout.platform.PlatformException;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.kafka.KafkaException;
import org.tieout.runtime.secret.SecretException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/// The `tieout` command.
@Command(
        name = "tieout",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        header = "Moves Amazon settlements and orders into the books, and proves that they tie out.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:done, and something needs a person: a settlement does not tie out, a posting was refused",
            "2:not done: wrong usage, unreadable input, no running system",
            "70:a defect of the program"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ApplyCommand.class,
            MappingCommand.class,
            SettleCommand.class,
            ImportCommand.class,
            StatusCommand.class,
            AuditCommand.class,
            ApproveCommand.class,
            RetryCommand.class,
            ReplayCommand.class,
            BookCommand.class,
            SimulatorCommand.class
        })
public final class Main implements Runnable {

    private static final int HELP_WIDTH = 110;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show log lines and stack traces on standard error.")
    private boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private Main() {}

    /// Runs the command and ends the process with its exit code.
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /// Runs the command in this JVM, for tests.
    ///
    /// @return the exit code
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Logs.adoptJavaLogging();
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    /// The command with all its sub-commands.
    static CommandLine commandLine() {
        var main = new Main();
        return new CommandLine(main)
                .setExecutionStrategy(parsed -> {
                    if (main.debug) {
                        Logs.toTerminal();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> usage(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command, main.debug));
    }

    /// Without a sub-command there is nothing to do but explain.
    @Override
    public void run() {
        var here = spec;
        if (here != null) {
            here.commandLine().usage(here.commandLine().getOut());
        }
    }

    private static int usage(ParameterException wrong) {
        var command = wrong.getCommandLine();
        command.getErr().println("tieout: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.getErr().println("See `" + command.getCommandSpec().qualifiedName(" ") + " --help`.");
        }
        return ExitCode.UNUSABLE.code();
    }

    private static int failed(Exception failure, CommandLine command, boolean debug) {
        var err = command.getErr();
        var exitCode = explain(failure, err);
        if (debug) {
            failure.printStackTrace(err);
        }
        return exitCode.code();
    }

    private static ExitCode explain(Exception failure, PrintWriter err) {
        switch (failure) {
            case CliException known -> {
                err.println("tieout: " + known.getMessage());
                if (!known.nextStep().isEmpty()) {
                    err.println("        " + known.nextStep());
                }
                return known.exitCode();
            }
            case ConfigException known -> {
                err.println("tieout: the configuration cannot be used; nothing was changed:");
                known.problems().forEach(problem -> err.println("        " + problem));
            }
            case PlatformException known -> err.println("tieout: " + known.getMessage());
            case KafkaException known -> err.println("tieout: " + known.getMessage());
            case SecretException known -> err.println("tieout: " + known.getMessage());
            default -> {
                LoggerFactory.getLogger(Main.class).error("The command failed", failure);
                err.println("tieout: this should not happen: " + failure);
                err.println("        Please report it with the output of the same command and --debug.");
                return ExitCode.DEFECT;
            }
        }
        return ExitCode.UNUSABLE;
    }

    /// What `--version` prints.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "tieout " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
