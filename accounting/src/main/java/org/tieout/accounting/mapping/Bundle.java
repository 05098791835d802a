package org.tieout.accounting.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The items that one SKU is sold as, written `Mug*2 + Saucer*2 @ 3.50 + ...`: each with the quantity in one unit of
/// the
/// SKU, and perhaps with a weight for its share of the amount. Without weights the shares follow the quantities.
///
/// @param parts at least one
public record Bundle(List<Part> parts) {

    private static final Pattern BETWEEN_PARTS = Pattern.compile("\\s+\\+\\s+");
    private static final Pattern PART = Pattern.compile(
            "(?<item>.+?)(?:\\s*\\*\\s*(?<quantity>\\d{1,6}))?(?:\\s*@\\s*(?<weight>\\d{1,9}(?:\\.\\d{1,4})?))?");
    private static final int WEIGHT_DECIMALS = 4;

    /// One item of a bundle.
    ///
    /// @param item the ledger's item
    /// @param quantity units of it in one unit of the SKU
    /// @param weight its share of the amount, relative to the others'
    public record Part(String item, int quantity, long weight) {}

    public Bundle {
        parts = List.copyOf(parts);
    }

    /// Reads a bundle as a mapping file writes it.
    ///
    /// @throws IllegalArgumentException saying what is wrong
    public static Bundle parse(String text) {
        var parts = new ArrayList<Part>();
        var weighted = 0;
        for (var part : BETWEEN_PARTS.split(text.strip())) {
            var match = PART.matcher(part.strip());
            if (!match.matches()) {
                throw new IllegalArgumentException(
                        "'" + part + "' is no part; write ITEM*QUANTITY, as in Mug*2 + Saucer*2");
            }
            var quantity = match.group("quantity") == null ? 1 : Integer.parseInt(match.group("quantity"));
            if (quantity == 0) {
                throw new IllegalArgumentException("'" + part + "' has the quantity 0; leave it out");
            }
            var weight = match.group("weight");
            weighted += weight == null ? 0 : 1;
            parts.add(new Part(match.group("item"), quantity, weight == null ? quantity : scaled(weight)));
        }
        if (weighted != 0 && weighted != parts.size()) {
            throw new IllegalArgumentException("give every part a weight after @, or none");
        }
        if (parts.stream().mapToLong(Part::weight).sum() == 0) {
            throw new IllegalArgumentException("the weights sum to 0");
        }
        return new Bundle(parts);
    }

    private static long scaled(String weight) {
        return new BigDecimal(weight).movePointRight(WEIGHT_DECIMALS).longValueExact();
    }

    /// Splits an amount by weight, without losing a cent: each part gets its share rounded towards zero, and the cents
    /// left over go to the parts that lost most by it, of equal ones to the first.
    ///
    /// @return one amount for each part, in order; their sum is the amount
    public List<Long> split(long minor) {
        var all = BigInteger.valueOf(parts.stream().mapToLong(Part::weight).sum());
        var shares = new ArrayList<BigInteger>();
        var rests = new ArrayList<BigInteger>();
        for (var part : parts) {
            var divided = BigInteger.valueOf(minor)
                    .multiply(BigInteger.valueOf(part.weight()))
                    .divideAndRemainder(all);
            shares.add(divided[0]);
            rests.add(divided[1].abs());
        }
        var left = BigInteger.valueOf(minor)
                .subtract(shares.stream().reduce(BigInteger.ZERO, BigInteger::add))
                .intValueExact();
        var cent = BigInteger.valueOf(Integer.signum(left));
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> rests.get(i)).reversed())
                .limit(Math.abs(left))
                .forEach(i -> shares.set(i, shares.get(i).add(cent)));
        return shares.stream().map(BigInteger::longValueExact).toList();
    }
}
