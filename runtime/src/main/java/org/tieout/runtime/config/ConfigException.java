package org.tieout.runtime.config;

import java.util.List;

/// A configuration cannot be used. Each problem names file, place in the document, what is wrong, and what to
/// do.
public final class ConfigException extends RuntimeException {

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(List<String> problems, Throwable cause) {
        super(String.join(System.lineSeparator(), problems), cause);
        this.problems = List.copyOf(problems);
    }

    /// All of them, so that one look at the file is enough.
    public List<String> problems() {
        return problems;
    }
}
