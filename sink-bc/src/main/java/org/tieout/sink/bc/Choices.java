package org.tieout.sink.bc;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;

/// What the configuration decides of how we post.
///
/// @param journalTemplate the general journal template our batches are made in; empty for the first one
/// @param nonTaxable the tax group of lines without a tax code
/// @param receivedIsPositive whether a received payment's amount is positive: the vendor's pages do not say
///     (memo, 7.7)
/// @param bankCards the account that a bank account card posts to, by the card's number in capitals: the API
///     does not tell
/// @param itemPostingGroup the product posting group of items we create; empty for what the company does
/// @param itemUnit the unit of measure of items we create
/// @param flows a flow's choices, by its name
record Choices(
        String journalTemplate,
        String nonTaxable,
        boolean receivedIsPositive,
        Map<String, String> bankCards,
        String itemPostingGroup,
        String itemUnit,
        Function<String, OfFlow> flows) {

    /// A flow's choices.
    ///
    /// @param createsItems whether missing items are created
    /// @param goodsReturn whether refunded goods go back to stock, so that a memo credits items
    /// @param closesItself whether Business Central closes invoices itself by the customer's payment method
    ///     (BC-2), or leaves them open (BC-1)
    record OfFlow(boolean createsItems, boolean goodsReturn, boolean closesItself) {
        static OfFlow of(Optional<Flow> flow) {
            return new OfFlow(
                    isTrue(flow, "create-missing-items"),
                    isTrue(flow, "returns-to-stock"),
                    !flow.flatMap(each -> each.option(Flow.BC_SCHEME))
                            .map("BC-1"::equals)
                            .orElse(false));
        }

        private static boolean isTrue(Optional<Flow> flow, String option) {
            return flow.flatMap(each -> each.option(option))
                    .map(Boolean::parseBoolean)
                    .orElse(false);
        }
    }

    Choices {
        bankCards = Map.copyOf(bankCards);
    }

    static Choices of(Connection connection, Function<String, Optional<Flow>> flows) {
        Map<String, String> cards = new TreeMap<>();
        for (String pair : connection.list("bank-cards")) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                cards.put(sides[0].strip().toUpperCase(Locale.ROOT), sides[1].strip());
            }
        }
        return new Choices(
                connection.setting("journal-template").orElse(""),
                connection.setting("non-taxable-code").orElse("NONTAXABLE"),
                connection.setting("payment-amounts").map("positive"::equals).orElse(false),
                cards,
                connection.setting("item-posting-group").orElse(""),
                connection.setting("item-unit").orElse("PCS"),
                name -> OfFlow.of(flows.apply(name)));
    }

    OfFlow of(String flow) {
        return flows.apply(flow);
    }
}
