package org.tieout.simulator.bc.ledger;

import java.util.Map;
import java.util.Optional;

/// A default dimension of an account, customer or bank account.
///
/// @param dimension the dimension's code
/// @param value the default value's code, may be empty
/// @param posting what posting demands
public record DefaultDimension(String dimension, String value, ValuePosting posting) {
    /// What a default dimension demands of an entry (memo, section 4, `postingValidation`).
    public enum ValuePosting {
        /// Nothing.
        NONE("_x0020_"),
        /// Some value.
        CODE_MANDATORY("Code_x0020_Mandatory"),
        /// This very value.
        SAME_CODE("Same_x0020_Code"),
        /// No value.
        NO_CODE("No_x0020_Code");

        private final String wireName;

        ValuePosting(String wireName) {
            this.wireName = wireName;
        }

        /// The name on the wire.
        public String wireName() {
            return wireName;
        }
    }

    /// What is wrong with `dimensions` for `owner`, in the vendor's words.
    Optional<String> objection(Map<String, String> dimensions, Account owner) {
        String used = dimensions.getOrDefault(dimension, "");
        String whose = " for " + owner.table() + " " + owner.number() + ".";
        String code = "Dimension Code " + dimension;
        return switch (posting) {
            case NONE -> Optional.empty();
            case CODE_MANDATORY ->
                used.isEmpty()
                        ? Optional.of("Select a Dimension Value Code for the " + code + whose)
                        : Optional.empty();
            case SAME_CODE -> sameCode(used, code, whose);
            case NO_CODE -> used.isEmpty() ? Optional.empty() : Optional.of(code + " must not be mentioned" + whose);
        };
    }

    private Optional<String> sameCode(String used, String code, String whose) {
        if (used.equals(value)) {
            return Optional.empty();
        }
        return Optional.of(
                value.isEmpty()
                        ? code + " must be blank" + whose
                        : "Select Dimension Value Code " + value + " for the " + code + whose);
    }
}
