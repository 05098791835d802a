package org.tieout.ingest.amazon.settlement;

/// The character between whole units and decimals in a file.
enum DecimalMark {
    POINT('.', "a point"),
    COMMA(',', "a comma");

    private final char character;
    private final String words;

    DecimalMark(char character, String words) {
        this.character = character;
        this.words = words;
    }

    char character() {
        return character;
    }

    /// With its article, for messages.
    String words() {
        return words;
    }

    /// The one that separates thousands when this separates decimals.
    DecimalMark other() {
        return this == POINT ? COMMA : POINT;
    }
}
