package org.tieout.accounting.deal;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tieout.accounting.deal.DealPolicy.CustomerNumbers;
import org.tieout.accounting.mapping.DealRows;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.mapping.Mappings;

/// An account or a contact that becomes a customer. Of names and addresses only a hash leaves this record.
///
/// @param kind `account` or `contact`
/// @param id its GUID as the source writes it
/// @param rowVersion grows with every change
/// @param ownNumber the account's own number
/// @param country as people wrote it
/// @param fields what is kept in step with the ledger, by name
/// @param changedOn the day it was last changed
public record Party(
        String kind,
        String id,
        long rowVersion,
        Optional<String> ownNumber,
        Optional<String> country,
        SortedMap<String, String> fields,
        LocalDate changedOn) {

    /// Kind of an account.
    public static final String ACCOUNT = "account";
    /// Kind of a contact.
    public static final String CONTACT = "contact";

    private static final String DERIVED = "CRM-";
    private static final int DERIVED_DIGITS = 16;

    public Party {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /// What the ledger is told of it.
    ///
    /// @param number the customer's number in the ledger
    /// @param mapped true when a person mapped the record to that customer
    /// @param country the ledger's code
    public record Customer(String number, boolean mapped, Optional<String> country) {}

    /// What came of it.
    public sealed interface Plan {
        /// A customer.
        record Ready(Customer customer) implements Plan {}

        /// The mapping lacks something.
        record Missing(SortedSet<MappingKey> keys) implements Plan {}
    }

    /// A hash of what counts: the same in two versions means that the ledger has nothing to learn.
    public String counts() {
        return Hashes.of(fields.toString());
    }

    /// Plans its customer.
    ///
    /// @param numbers how customers get their numbers
    /// @param taken tells the numbers that other records' customers have
    /// @param mappings the flow's
    /// @param date on which rows must hold
    public Plan plan(CustomerNumbers numbers, Predicate<String> taken, Mappings mappings, LocalDate date) {
        var mapped = mappings.ofDeal(new MappingKey(Kind.CUSTOMER, DealId.of(id).value()), date);
        var code = country.map(String::strip).filter(text -> !text.isEmpty());
        var known = code.flatMap(text -> mappings.ofDeal(new MappingKey(Kind.COUNTRY, text), date)
                .map(DealRows.Mapped::value)
                .or(() -> DealRows.isCountryCode(text) ? Optional.of(text) : Optional.empty()));
        if (code.isPresent() && known.isEmpty()) {
            return new Plan.Missing(new TreeSet<>(Collections.singleton(new MappingKey(Kind.COUNTRY, code.get()))));
        }
        return new Plan.Ready(mapped.map(row -> new Customer(row.value(), true, known))
                .orElseGet(() -> new Customer(number(numbers, taken), false, known)));
    }

    /// The account's own number in capitals, as the ledger writes numbers; where it has none that fits, or
    /// where another record has that number already, one derived from its id. Two accounts may bear one
    /// number in a CRM, and they never become one customer.
    private String number(CustomerNumbers numbers, Predicate<String> taken) {
        return ownNumber
                .map(number -> number.strip().toUpperCase(Locale.ROOT))
                .filter(number -> numbers == CustomerNumbers.ACCOUNT_NUMBER)
                .filter(number -> !number.isEmpty() && number.length() <= DealRows.MOST_DIGITS)
                .filter(number -> !taken.test(number))
                .orElseGet(() -> DERIVED
                        + Hashes.of(DealId.of(id).value())
                                .substring(0, DERIVED_DIGITS)
                                .toUpperCase(Locale.ROOT));
    }
}
