package org.tieout.alerts;

import java.time.Instant;
import java.util.List;

/// Messages for tests.
final class Examples {

    static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    private Examples() {}

    static Item refused() {
        return new Item(
                new Trouble(
                        "refused|us-books/settlement/1/deposit/r1",
                        "refused",
                        List.of("us-books"),
                        "books",
                        "Posting us-books/settlement/1/deposit/r1 was refused: account inactive",
                        "Make the account active, then tieout retry",
                        true,
                        AT),
                Event.RAISED,
                0,
                "id-1");
    }

    static Item missing(int number) {
        return new Item(
                new Trouble(
                        "missing|us-books|item:SKU-" + number,
                        "missing",
                        List.of("us-books"),
                        "us-books",
                        "a settlement or an order waits for mapping item:SKU-" + number,
                        "Add the row",
                        true,
                        AT),
                Event.RAISED,
                0,
                "id-" + number);
    }

    static Message message() {
        return Message.of("ops", List.of(refused()), AT);
    }
}
