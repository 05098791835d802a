package org.tieout.cli.mapping;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.cli.CliException;
import org.tieout.cli.ExitCode;

/// Reads mapping files: YAML by their ending, everything else as CSV.
public final class MappingFiles {

    private MappingFiles() {}

    /// Reads a file.
    ///
    /// @param version the version its rows shall have
    /// @return the rows, or all that is wrong with them, unreadable text included
    /// @throws IOException if there is no such file, or it cannot be read
    public static Result read(Path file, long version) throws IOException {
        try {
            var text = Files.readString(file);
            return isYaml(file)
                    ? MappingYaml.parse(text, file.toString(), version)
                    : MappingCsv.parse(text, file.toString(), version);
        } catch (MalformedInputException e) {
            return new Result.Errors(List.of(
                    new MappingError(file.toString(), 1, "-", "is not UTF-8; save it as \"CSV UTF-8\" or as UTF-8")));
        }
    }

    /// What a ledger cannot serve of a file's rows, each with its place.
    ///
    /// @throws CliException if there is no such file, or it cannot be read
    static List<MappingError> gaps(Path file, MasterData masterData) {
        try {
            var text = Files.readString(file);
            return isYaml(file)
                    ? MappingYaml.gaps(text, file.toString(), masterData)
                    : MappingCsv.gaps(text, file.toString(), masterData);
        } catch (IOException e) {
            throw new CliException(ExitCode.UNUSABLE, file + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    /// Reads a file that a person named.
    ///
    /// @throws CliException if there is no such file, or it cannot be read
    public static Result readNamed(Path file, long version) {
        try {
            return read(file, version);
        } catch (NoSuchFileException e) {
            throw new CliException(ExitCode.UNUSABLE, "there is no file " + file, "Check the path.", e);
        } catch (IOException e) {
            throw new CliException(ExitCode.UNUSABLE, file + " cannot be read: " + e.getMessage(), "", e);
        }
    }

    private static boolean isYaml(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
