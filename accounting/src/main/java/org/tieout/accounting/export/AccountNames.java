package org.tieout.accounting.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.Mappings;

/// Names that both beancount and hledger take: a root by the account's type, then its code and name, for example
/// `Liabilities:2320-Accrued-Amazon-fees` ("Account Names", Beancount Language Syntax).
///
/// Two codes never share a name, and a code keeps the name it had first.
final class AccountNames {

    /// For accounts whose type nothing tells: valid for the tools, and not to be overlooked.
    private static final String UNKNOWN = "Equity:Type-unknown";

    private final Mappings mappings;
    private final Map<String, String> byCode = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    AccountNames(Mappings mappings) {
        this.mappings = mappings;
    }

    String of(Account account) {
        var known = byCode.get(account.code());
        if (known != null) {
            return known;
        }
        var name = root(account.code()) + ":" + component(account);
        var free = name;
        for (var i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        byCode.put(account.code(), free);
        return free;
    }

    private String root(String code) {
        return mappings.accountTypesOf(code).stream()
                .flatMap(type -> rootOf(type).stream())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// The five roots of beancount, by the words ledgers use for types of accounts. Those of QuickBooks Online are in
    /// its "Account" reference, AccountType.
    static Optional<String> rootOf(String type) {
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "bank",
                    "cash",
                    "asset",
                    "assets",
                    "accounts receivable",
                    "other current asset",
                    "current asset",
                    "fixed asset",
                    "other asset",
                    "inventory" -> Optional.of("Assets");
            case "liability",
                    "liabilities",
                    "accounts payable",
                    "credit card",
                    "other current liability",
                    "current liability",
                    "long term liability",
                    "other liability" -> Optional.of("Liabilities");
            case "equity" -> Optional.of("Equity");
            case "income", "other income", "revenue" -> Optional.of("Income");
            case "expense", "expenses", "other expense", "cost of goods sold", "cost of sales" ->
                Optional.of("Expenses");
            default -> Optional.empty();
        };
    }

    /// Capital or digit first, then letters, digits and hyphens.
    private static String component(Account account) {
        var code = plain(account.code());
        var name = account.name().equals(account.code()) ? "" : plain(account.name());
        var joined = code.isEmpty() || name.isEmpty() ? code + name : code + "-" + name;
        return joined.isEmpty() ? "X" : capitalised(joined);
    }

    private static String plain(String text) {
        var plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetter(c) || Character.isDigit(c)) {
                plain.appendCodePoint(c);
            } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != '-') {
                plain.append('-');
            }
        });
        var length = plain.length();
        return length > 0 && plain.charAt(length - 1) == '-' ? plain.substring(0, length - 1) : plain.toString();
    }

    private static String capitalised(String text) {
        var end = text.offsetByCodePoints(0, 1);
        var capital = text.substring(0, end).toUpperCase(Locale.ROOT);
        var first = capital.codePointAt(0);
        var fits = Character.isUpperCase(first) || Character.isDigit(first);
        return (fits ? capital : "X" + capital) + text.substring(end);
    }
}
