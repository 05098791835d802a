package org.tieout.simulator.bc.state;

import java.util.Arrays;
import java.util.Locale;

/// What the vendor's documentation leaves open. Off is what the simulator assumes; on is the other reading.
public enum Switch {
    /// 429 comes with `Retry-After` (section 3: documented for 502 and 503 only).
    RETRY_AFTER_ON_429,
    /// A wrong company id is 400 instead of 404 (section 5).
    COMPANY_NOT_FOUND_IS_400,
    /// A duplicate key is 409 instead of 400 (section 5).
    DUPLICATE_KEY_IS_409,
    /// A wrong client secret is 401 instead of 400 (section 1).
    INVALID_CLIENT_IS_401,
    /// The 204 of a bound action has a `Location` (section 9).
    LOCATION_ON_ACTIONS,
    /// The answer to a deep insert already contains the lines (section 11).
    LINES_IN_POST_REPLY,
    /// `$count` is refused (section 4: not in the vendor's pages).
    COUNT_IS_REFUSED,
    /// The `$skiptoken` of a next link is a quoted key with escaped signs instead of opaque letters (section 4).
    SKIP_TOKENS_ARE_KEYS,
    /// An invoice that is paid can be canceled all the same (section 9 demands an unpaid one of
    /// `makeCorrectiveCreditMemo` and says nothing of `cancel`).
    PAID_INVOICES_CAN_BE_CANCELED,
    /// A deep insert takes the parts of a record and silently leaves out the parts of those (section 4 tells of one
    /// level only).
    PARTS_OF_PARTS_ARE_IGNORED,
    /// Fields are validated in the page's order and not in the payload's (section 8.1).
    PAGE_ORDER_OF_FIELDS,
    /// `journals` does not find the batches of `customerPaymentJournals` (section 7.7: not documented).
    PAYMENT_JOURNALS_NOT_IN_JOURNALS,
    /// A positive amount in `customerPayments` is money received (section 7.7: the sign is not documented).
    PAYMENTS_ARE_POSITIVE,
    /// Journal batches have a posting number series, which replaces the document number (section 7.6).
    JOURNALS_POST_UNDER_A_NUMBER_SERIES,
    /// Journals are posted by the job queue some seconds later (section 7.6).
    JOURNALS_POST_BY_JOB_QUEUE,
    /// Without isolation a `$batch` ends at its first failure instead of going on (section 6).
    BATCHES_STOP_AT_A_FAILURE,
    /// The answers of a `$batch` come in any order; they are to be matched by id (section 6).
    BATCHES_ANSWER_IN_ANY_ORDER,
    /// Each operation of a `$batch` counts against the request limit, not the batch as one (section 6).
    BATCHES_COUNT_OPERATIONS,
    /// A failed handshake of a subscription is 500 instead of 400 (section 10).
    FAILED_HANDSHAKE_IS_500;

    /// As control requests write it, such as `retryAfterOn429`.
    public String wireName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /// The switch of this name, in either spelling.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Switch named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(name) || each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no switch " + name));
    }
}
