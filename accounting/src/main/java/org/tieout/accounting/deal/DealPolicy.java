package org.tieout.accounting.deal;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a flow decides about deals.
///
/// @param triggers which records make a deal ripe
/// @param form what a deal becomes in the ledger
/// @param approved true when nobody has to approve it
/// @param singleLine true when a deal without lines is sold as one line of its value; false when it is held
/// @param comparesTax true when the ledger's tax must be the source's; else net alone is compared
/// @param numbers how customers get their numbers
public record DealPolicy(
        Set<Trigger> triggers,
        Form form,
        boolean approved,
        boolean singleLine,
        boolean comparesTax,
        CustomerNumbers numbers) {

    /// Option: what makes a deal ripe, words of [Trigger] joined by commas; all of them unless given.
    public static final String TRIGGERS = "deal-triggers";
    /// Option: `order`, the default, or `invoice`.
    public static final String DOCUMENT = "deal-document";
    /// Option: `required`, the default, or `automatic`.
    public static final String APPROVAL = "deal-approval";
    /// Option: `hold`, the default, or `single-line`.
    public static final String WITHOUT_LINES = "deal-without-lines";
    /// Option: `with-tax`, the default, or `without-tax`.
    public static final String TOTALS = "deal-totals";
    /// Option: `account-number`, the default, or `derived`.
    public static final String CUSTOMER_NUMBERS = "deal-customer-numbers";

    /// The options, in the order of the documentation.
    public static final Set<String> OPTIONS = Collections.unmodifiableSet(
            new LinkedHashSet<>(Arrays.asList(TRIGGERS, DOCUMENT, APPROVAL, WITHOUT_LINES, TOTALS, CUSTOMER_NUMBERS)));

    /// A state of a record that makes its deal ripe.
    public enum Trigger {
        /// An opportunity is won.
        WON_OPPORTUNITY("won-opportunity"),
        /// A quote is accepted.
        ACCEPTED_QUOTE("accepted-quote"),
        /// An order is submitted, fulfilled or invoiced.
        SUBMITTED_ORDER("submitted-order");

        private final String word;

        Trigger(String word) {
            this.word = word;
        }

        /// The word in the configuration.
        public String word() {
            return word;
        }
    }

    /// What a deal becomes.
    public enum Form {
        /// A sales order, which the ledger ships and invoices.
        ORDER,
        /// A sales invoice, a draft until it is posted.
        INVOICE
    }

    /// How a customer gets its number in the ledger.
    public enum CustomerNumbers {
        /// The account's own number; one derived from its id where it has none that the ledger can take.
        ACCOUNT_NUMBER,
        /// Always one derived from its id.
        DERIVED
    }

    public DealPolicy {
        triggers = Collections.unmodifiableSet(EnumSet.copyOf(triggers));
    }

    /// What a flow says, or which option cannot be read.
    public sealed interface Reading {
        /// The policy.
        record Ok(DealPolicy policy) implements Reading {}

        /// An option that cannot be read.
        ///
        /// @param option its name
        /// @param message what is wrong and what to write
        record Unreadable(String option, String message) implements Reading {}
    }

    /// Unless a flow says otherwise: every trigger, an order, with approval; what has no lines is held.
    public static DealPolicy standard() {
        return new DealPolicy(
                EnumSet.allOf(Trigger.class), Form.ORDER, false, false, true, CustomerNumbers.ACCOUNT_NUMBER);
    }

    /// Reads a flow's options; what it does not say is as [#standard].
    public static Reading read(Map<String, String> options) {
        var triggers = EnumSet.noneOf(Trigger.class);
        for (var word : options.getOrDefault(TRIGGERS, allTriggers()).split(",", -1)) {
            var found = Arrays.stream(Trigger.values())
                    .filter(trigger -> trigger.word.equals(word.strip()))
                    .findFirst();
            if (found.isEmpty()) {
                return new Reading.Unreadable(
                        TRIGGERS, "names no trigger: \"" + word.strip() + "\". Write some of " + allTriggers());
            }
            triggers.add(found.get());
        }
        for (var choice : CHOICES.entrySet()) {
            var word = options.get(choice.getKey());
            if (word != null && !choice.getValue().contains(word)) {
                return new Reading.Unreadable(
                        choice.getKey(), "is " + word + ". Write one of " + String.join(", ", choice.getValue()));
            }
        }
        return new Reading.Ok(new DealPolicy(
                triggers,
                "invoice".equals(options.get(DOCUMENT)) ? Form.INVOICE : Form.ORDER,
                "automatic".equals(options.get(APPROVAL)),
                "single-line".equals(options.get(WITHOUT_LINES)),
                !"without-tax".equals(options.get(TOTALS)),
                "derived".equals(options.get(CUSTOMER_NUMBERS))
                        ? CustomerNumbers.DERIVED
                        : CustomerNumbers.ACCOUNT_NUMBER));
    }

    private static final Map<String, List<String>> CHOICES = Map.of(
            DOCUMENT, List.of("order", "invoice"),
            APPROVAL, List.of("required", "automatic"),
            WITHOUT_LINES, List.of("hold", "single-line"),
            TOTALS, List.of("with-tax", "without-tax"),
            CUSTOMER_NUMBERS, List.of("account-number", "derived"));

    private static String allTriggers() {
        return Arrays.stream(Trigger.values()).map(Trigger::word).collect(Collectors.joining(","));
    }
}
