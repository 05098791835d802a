package org.tieout.simulator.amazon;

/// What an order line brings in, in minor units. Discounts and `discountTax` are positive and reduce. Shares
/// of a line
/// by
/// units add up to the line exactly.
public record Proceeds(
        long item,
        long shipping,
        long giftWrap,
        long itemDiscount,
        long shippingDiscount,
        long itemTax,
        long shippingTax,
        long giftWrapTax,
        long discountTax) {
    static final Proceeds NONE = new Proceeds(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// What the seller invoices before tax: items, shipping and gift wrap less discounts.
    public long receivable() {
        return item + shipping + giftWrap - discount();
    }

    /// All discounts together.
    public long discount() {
        return itemDiscount + shippingDiscount;
    }

    /// What the buyer pays in tax.
    public long tax() {
        return itemTax + shippingTax + giftWrapTax - discountTax;
    }

    /// The share of the units that follow the first `from`, up to the one numbered `to`, of `units` in all.
    Proceeds part(int from, int to, int units) {
        return new Proceeds(
                Cents.share(item, from, to, units),
                Cents.share(shipping, from, to, units),
                Cents.share(giftWrap, from, to, units),
                Cents.share(itemDiscount, from, to, units),
                Cents.share(shippingDiscount, from, to, units),
                Cents.share(itemTax, from, to, units),
                Cents.share(shippingTax, from, to, units),
                Cents.share(giftWrapTax, from, to, units),
                Cents.share(discountTax, from, to, units));
    }

    Proceeds plus(Proceeds other) {
        return new Proceeds(
                item + other.item,
                shipping + other.shipping,
                giftWrap + other.giftWrap,
                itemDiscount + other.itemDiscount,
                shippingDiscount + other.shippingDiscount,
                itemTax + other.itemTax,
                shippingTax + other.shippingTax,
                giftWrapTax + other.giftWrapTax,
                discountTax + other.discountTax);
    }

    Proceeds withItem(long cents) {
        return new Proceeds(
                cents,
                shipping,
                giftWrap,
                itemDiscount,
                shippingDiscount,
                itemTax,
                shippingTax,
                giftWrapTax,
                discountTax);
    }
}
