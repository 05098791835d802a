package org.tieout.simulator.bc.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;

/// A declared property of an entity type.
///
/// @param length the most characters of a text or code; 0 where it has no meaning
/// @param readOnly must not be in a payload
/// @param members what an enumeration can be
public record Property(String name, Kind kind, int length, boolean readOnly, List<String> members) {
    /// The value of a reference that points nowhere.
    public static final String BLANK_GUID = "00000000-0000-0000-0000-000000000000";

    /// The date that is none.
    public static final String BLANK_DATE = "0001-01-01";

    /// How the empty member of an enumeration is written.
    public static final String BLANK_MEMBER = "_x0020_";

    /// The types that pages use.
    public enum Kind {
        /// Keeps its case.
        TEXT,
        /// Upper-cased and trimmed on write.
        CODE,
        /// A GUID; all zeros where blank.
        GUID,
        /// `YYYY-MM-DD`; year 1 where blank.
        DATE,
        /// `YYYY-MM-DDThh:mm:ss.mmmZ`.
        TIMESTAMP,
        /// An exact decimal.
        DECIMAL,
        /// A whole number.
        INT,
        /// True or false.
        BOOL,
        /// One of its members, XML-encoded.
        ENUM
    }

    /// Copies the members.
    public Property {
        members = List.copyOf(members);
    }

    /// What is written where nothing is stored (section 4).
    public JsonNode blank() {
        return switch (kind) {
            case TEXT, CODE -> TextNode.valueOf("");
            case GUID -> TextNode.valueOf(BLANK_GUID);
            case DATE -> TextNode.valueOf(BLANK_DATE);
            case TIMESTAMP -> TextNode.valueOf(BLANK_DATE + "T00:00:00Z");
            case DECIMAL -> DecimalNode.valueOf(BigDecimal.ZERO);
            case INT -> IntNode.valueOf(0);
            case BOOL -> BooleanNode.FALSE;
            case ENUM ->
                TextNode.valueOf(
                        members.isEmpty() || members.contains(BLANK_MEMBER) ? BLANK_MEMBER : members.getFirst());
        };
    }
}
