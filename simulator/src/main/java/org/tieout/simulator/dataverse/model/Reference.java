package org.tieout.simulator.dataverse.model;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.UUID;

/// A row named from elsewhere: what a lookup holds.
///
/// @param table the logical name, such as `account`
public record Reference(String table, UUID id) {
    /// As it is stored in a row.
    public TextNode stored() {
        return TextNode.valueOf(this.toString());
    }

    /// Reads what [#stored] wrote.
    public static Reference read(String stored) {
        int slash = stored.indexOf('/');
        return new Reference(stored.substring(0, slash), UUID.fromString(stored.substring(slash + 1)));
    }

    /// The id in the form of 32 digits and four hyphens.
    public String key() {
        return id.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return table + "/" + id;
    }
}
