package org.tieout.simulator.qbo.query;

import java.util.List;
import java.util.Optional;
import org.tieout.simulator.qbo.schema.EntityType;

/// A parsed query: `SELECT *|COUNT(*) FROM entity [WHERE …] [ORDERBY …] [STARTPOSITION n] [MAXRESULTS n]`.
///
/// @param startPosition counted from 1
public record Query(
        boolean count,
        EntityType entity,
        List<Condition> where,
        Optional<Order> order,
        int startPosition,
        int maxResults) {

    /// The comparisons of the language.
    public enum Operator {
        /// `=`
        EQUAL,
        /// `<`
        LESS,
        /// `>`
        GREATER,
        /// `<=`
        AT_MOST,
        /// `>=`
        AT_LEAST,
        /// `IN (…)`
        IN,
        /// `LIKE '%…'`
        LIKE
    }

    /// One comparison; `values` holds one value except for `IN`.
    public record Condition(String property, Operator operator, List<String> values) {}

    /// The sort column.
    public record Order(String property, boolean descending) {}
}
