package org.tieout.sink.qbo;

import org.tieout.event.PostingCommand;

/// The private note on our documents. It carries the posting id, by which a document is recognised as
/// ours whatever else a person changed; voiding puts text before it (Invoice reference, "Void an
/// invoice").
final class Note {
    /// PrivateNote holds 4000 characters.
    private static final int LONGEST = 4_000;

    private Note() {}

    static String of(PostingCommand command) {
        String corrects = command.getDocument().getCorrects();
        String note = "Tieout posting " + command.getPostingId() + "; "
                + command.getDocument().getMemo()
                + (corrects == null ? "" : "; corrects " + corrects);
        return note.length() <= LONGEST ? note : note.substring(0, LONGEST);
    }

    static boolean names(String note, String postingId) {
        return note.contains("Tieout posting " + postingId + ";");
    }
}
