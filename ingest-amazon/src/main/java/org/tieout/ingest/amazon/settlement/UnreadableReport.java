package org.tieout.ingest.amazon.settlement;

import java.io.IOException;

/// The file as a whole cannot be read: truncated or damaged gzip, no column header, columns missing, a limit
/// exceeded.
///
/// What was handed to the handler before must not be used: the settlement being read is never closed.
public final class UnreadableReport extends IOException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final String whatToDo;

    UnreadableReport(String file, String what, String whatToDo) {
        super(file + ": " + what + ". " + whatToDo);
        this.file = file;
        this.whatToDo = whatToDo;
    }

    /// The file's name.
    public String file() {
        return file;
    }

    /// What helps.
    public String whatToDo() {
        return whatToDo;
    }
}
