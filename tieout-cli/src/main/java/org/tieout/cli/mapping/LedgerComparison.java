package org.tieout.cli.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tieout.accounting.mapping.MappingCheck;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingProblem;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.Role;

/// A mapping file beside the lists of the company it is for. Pure but for reading the file.
///
/// @param problems what holds everything that uses it, in words with file and place
/// @param notes what may do so one day
record LedgerComparison(List<String> problems, List<String> notes) {

    /// Compares.
    ///
    /// @param file a file without errors
    /// @param rows its rows
    /// @param ledger the company's lists
    /// @param roles the accounts that the flow's profile lives by
    static LedgerComparison of(Path file, List<MappingRow> rows, MasterData ledger, Set<Role> roles) {
        var problems = new ArrayList<String>();
        MappingFiles.gaps(file, ledger).stream().map(MappingError::toString).forEach(problems::add);
        var shipped = MappingCheck.problems(Mappings.of(rows), ledger, LedgerComparison::isShippedAccount);
        shipped.stream()
                .filter(problem -> isOf(roles, problem))
                .map(problem -> file + ": has no row for " + problem.row().key() + ", column value: as shipped, "
                        + problem.problem() + "; " + problem.nextStep())
                .forEach(problems::add);
        var unserved = shipped.stream()
                .filter(problem -> Role.byKey(problem.row().key().key()).isEmpty())
                .map(problem -> problem.row().key().key() + " (" + problem.row().value() + ")")
                .collect(Collectors.joining(", "));
        return new LedgerComparison(
                List.copyOf(problems),
                unserved.isEmpty()
                        ? List.of()
                        : List.of("Shipped rows that the ledger cannot serve either; what has such rows is held until "
                                + "they are mapped: " + unserved));
    }

    private static boolean isShippedAccount(MappingRow row) {
        return row.version() == 0 && row.key().kind() == MappingKey.Kind.ACCOUNT;
    }

    private static boolean isOf(Set<Role> roles, MappingProblem problem) {
        return Role.byKey(problem.row().key().key()).filter(roles::contains).isPresent();
    }
}
