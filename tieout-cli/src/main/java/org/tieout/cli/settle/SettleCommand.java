package org.tieout.cli.settle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.export.CsvExport;
import org.tieout.accounting.export.PlainTextExport;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.Mode;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.mapping.MappingFiles;
import org.tieout.ingest.amazon.settlement.SettlementFile;
import org.tieout.ingest.amazon.settlement.UnreadableReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout settle`: parses settlement files, classifies, plans and ties out. No broker, no credentials, no network.
///
/// Offline there are no orders and no ledger to read back: orders become late invoices from the settlement's
/// own rows
/// on
/// a generic item, and `tied-out` means that rows, documents and orders agree (checks 1, 2 and 5 of the tie-out).
///
/// With `--format json` each line of output is one settlement; documents are written as they are planned.
@Command(
        name = "settle",
        header = "Shows what settlement files become in the books, and whether they tie out. Works offline.",
        description = {
            "",
            "Reads Amazon settlement reports (flat file V1 or V2, plain or gzip, of any marketplace), plans the documents "
                    + "for the ledger, and proves that they add up to the cent. Without --mapping, the chart and mapping "
                    + "that ship with the product are used."
        },
        footer = {
            "",
            "Exit codes: 0 all tie out; 1 one is parked or inconsistent, the others are shown; 2 an input cannot be read.",
            "",
            "Examples:",
            "  tieout settle settlement.txt",
            "  tieout settle --format json *.txt.gz > settlements.jsonl",
            "  tieout settle --target bc --bc-scheme BC-1 --format csv settlement.txt > journal.csv",
            "  tieout settle --target myob --mode SUMMARY settlement.txt",
            "  tieout settle --mapping mappings/us-books.csv --format csv settlement.txt > journal.csv",
            "  tieout settle --format beancount *.txt > amazon.beancount && bean-check amazon.beancount",
            "  tieout settle --format hledger *.txt | hledger -f - balance"
        })
public final class SettleCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Settlement reports as downloaded from Amazon.")
    private List<Path> files = List.of();

    @Option(
            names = "--target",
            paramLabel = "LEDGER",
            defaultValue = "qbo",
            description = "The ledger to plan for, one of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Target target = Target.QBO;

    @Option(
            names = "--bc-scheme",
            paramLabel = "SCHEME",
            description =
                    "With --target bc, one of: ${COMPLETION-CANDIDATES}. BC-1 keeps receivables open until payments "
                            + "settle them; BC-2 has the customer's payment method close invoices against clearing. Default: BC-2.")
    private Target.@Nullable BcScheme bcScheme;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "Where revenue comes from, one of: ${COMPLETION-CANDIDATES}. INVOICE: an invoice for each order; "
                            + "SUMMARY: the rows of the settlement, by month. Default: SUMMARY for intacct, else INVOICE.")
    private @Nullable Mode mode;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Mapping rows that stand above the shipped ones (CSV).")
    private @Nullable Path mapping;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private SettleFormat format = SettleFormat.TABLE;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var policy = policy();
        var mappings = mappings();
        var output = switch (format) {
            case TABLE -> new Summary(Console.forPeople(command.getOut()), mappings);
            case JSON -> new JsonLines(command.getOut(), mappings);
            case CSV -> new Exported(command.getOut(), new CsvExport());
            case BEANCOUNT -> new Exported(command.getOut(), PlainTextExport.beancount(mappings));
            case HLEDGER -> new Exported(command.getOut(), PlainTextExport.hledger(mappings));
        };
        var settlements = new SettlementsOfFiles(new OfflineSettler(policy, mappings, output), command.getErr());
        files.forEach(file -> settle(file, settlements));
        output.finish();
        if (command.getOut().checkError()) {
            settlements.unreadable("the result could not be written to standard output");
        }
        return settlements.exitCode().code();
    }

    private static void settle(Path file, SettlementsOfFiles settlements) {
        settlements.beginFile(file.toString());
        try {
            if (Files.isDirectory(file)) {
                settlements.unreadable(file + " is a directory. Name the settlement reports in it.");
                return;
            }
            SettlementFile.read(file, Optional.empty(), settlements);
            if (settlements.ofFile() == 0) {
                settlements.unreadable(
                        file
                                + " holds no settlement that could be read. Give a settlement report as downloaded from Amazon.");
            }
        } catch (UnreadableReport e) {
            settlements.unreadable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            settlements.unreadable(file + " cannot be read: " + e.getMessage());
        }
    }

    private FlowPolicy policy() {
        if (bcScheme != null && target != Target.BC) {
            throw CliException.unusable(
                    "--bc-scheme " + bcScheme + " is of Business Central, and the target is "
                            + target.name().toLowerCase(Locale.ROOT),
                    "Add --target bc, or leave --bc-scheme out.");
        }
        var scheme = Objects.requireNonNullElse(bcScheme, Target.BcScheme.BC_2);
        var policy = FlowPolicy.offline("offline").with(target.profile(scheme));
        return switch (Objects.requireNonNullElse(mode, target.usualMode())) {
            case INVOICE -> policy;
            case SUMMARY -> policy.summary();
        };
    }

    private Mappings mappings() {
        var file = mapping;
        if (file == null) {
            return Mappings.standard();
        }
        return switch (MappingFiles.readNamed(file, 1)) {
            case MappingCsv.Result.Rows(var rows) -> Mappings.of(rows);
            case MappingCsv.Result.Errors(var errors) ->
                throw CliException.unusable(
                        "the mapping cannot be used; nothing was settled:"
                                + errors.stream()
                                        .map(error -> System.lineSeparator() + "        " + error)
                                        .collect(Collectors.joining()),
                        "");
        };
    }
}
