package org.tieout.simulator.dataverse.model;

/// What the documentation leaves open (section 14), as the simulator can be told to do it. Off unless turned on.
public enum Switch {
    /// A column that the system computes refuses to be sent instead of being ignored.
    READ_ONLY_IS_REFUSED,
    /// A change of a line leaves the version of its document alone.
    LINES_LEAVE_HEADER,
    /// The application user lacks the privilege to write.
    NO_WRITE_PRIVILEGE,
    /// An expired delta token is 410 instead of 400.
    EXPIRED_TOKEN_IS_410,
    /// `WinOpportunity` is told as `Win` only, not as `Update` too.
    WIN_WITHOUT_UPDATE,
    /// The header of an active or closed quote can be written.
    CLOSED_QUOTES_ARE_EDITABLE,
    /// A closed opportunity cannot be written but for its state.
    CLOSED_OPPORTUNITIES_ARE_LOCKED,
    /// Sales order processing integration: a submitted order is open to integration users only.
    SOP_INTEGRATION,
    /// The application user is an integration user.
    INTEGRATION_USER,
    /// Texts of refusals are in the user's language, which is not English; codes are as they are.
    LOCALISED_MESSAGES
}
