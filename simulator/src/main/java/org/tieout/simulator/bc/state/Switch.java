package org.tieout.simulator.bc.state;

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
    /// Fields are validated in the page's order and not in the payload's (section 8.1).
    PAGE_ORDER_OF_FIELDS
}
