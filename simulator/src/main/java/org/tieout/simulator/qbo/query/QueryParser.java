package org.tieout.simulator.qbo.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.qbo.query.Query.Condition;
import org.tieout.simulator.qbo.query.Query.Operator;
import org.tieout.simulator.qbo.query.Query.Order;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Parses the language of "Data queries" in Intuit's documentation. Whatever is not in it (OR, NOT, joins,
/// projections)
/// is
/// 4000; columns that may not be filtered, and pages beyond 1000, are 4001.
public final class QueryParser {
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1000;

    private final Tokens tokens;

    private QueryParser(String text) {
        tokens = new Tokens(text);
    }

    /// Parses and validates.
    ///
    /// @throws org.tieout.simulator.qbo.refusal.Refusal 4000 or 4001
    public static Query parse(String text) {
        return new QueryParser(text).query();
    }

    private Query query() {
        tokens.expect("SELECT");
        boolean count = columns();
        tokens.expect("FROM");
        String name = tokens.name();
        EntityType entity =
                EntityType.named(name).orElseThrow(() -> Refusals.queryInvalid("Invalid context declaration: " + name));
        List<Condition> where = tokens.take("WHERE") ? conditions() : List.of();
        Optional<Order> order = tokens.take("ORDERBY") ? Optional.of(order()) : Optional.empty();
        int start = tokens.take("STARTPOSITION") ? start() : 1;
        int max = tokens.take("MAXRESULTS") ? max() : DEFAULT_PAGE;
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
        Query query = new Query(count, entity, where, order, start, max);
        validate(query);
        return query;
    }

    /// The grammar is asked before the columns are.
    private static void validate(Query query) {
        for (Condition condition : query.where()) {
            Columns.require(query.entity(), condition.property());
            boolean ordered = condition.operator() != Operator.EQUAL && condition.operator() != Operator.IN;
            if (condition.property().equals("Id") && ordered) {
                throw Refusals.queryInvalid("property 'Id' supports = and IN only");
            }
        }
        query.order().ifPresent(order -> Columns.require(query.entity(), order.property()));
    }

    private boolean columns() {
        if (tokens.take("*")) {
            return false;
        }
        tokens.expect("COUNT");
        tokens.expect("(");
        tokens.expect("*");
        tokens.expect(")");
        return true;
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (tokens.take("AND"));
        return conditions;
    }

    private Condition condition() {
        String property = tokens.name();
        Operator operator = operator();
        return new Condition(property, operator, operator == Operator.IN ? list() : List.of(tokens.value()));
    }

    private Operator operator() {
        if (tokens.take("=")) {
            return Operator.EQUAL;
        } else if (tokens.take("<=")) {
            return Operator.AT_MOST;
        } else if (tokens.take(">=")) {
            return Operator.AT_LEAST;
        } else if (tokens.take("<")) {
            return Operator.LESS;
        } else if (tokens.take(">")) {
            return Operator.GREATER;
        } else if (tokens.take("IN")) {
            return Operator.IN;
        } else if (tokens.take("LIKE")) {
            return Operator.LIKE;
        }
        throw tokens.unexpected();
    }

    private List<String> list() {
        List<String> values = new ArrayList<>();
        tokens.expect("(");
        do {
            values.add(tokens.value());
        } while (tokens.take(","));
        tokens.expect(")");
        return values;
    }

    private Order order() {
        String property = tokens.name();
        boolean descending = !tokens.take("ASC") && tokens.take("DESC");
        return new Order(property, descending);
    }

    private int start() {
        int start = tokens.integer();
        if (start < 1) {
            throw Refusals.queryInvalid("value " + start + " is too small. Min allowed value is 1");
        }
        return start;
    }

    private int max() {
        int max = tokens.integer();
        if (max > MAX_PAGE) {
            throw Refusals.queryInvalid("value " + max + " is too large. Max allowed value is " + MAX_PAGE);
        }
        return max;
    }
}
