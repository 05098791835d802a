package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Proceeds with their breakdowns, for an order and for an item; the item details tax and discount. Stateless.
final class ProceedsJson {
    private ProceedsJson() {}

    static void money(ObjectNode json, long cents, String currency) {
        json.put("amount", Cents.text(cents)).put("currencyCode", currency);
    }

    static void order(Proceeds proceeds, String currency, ObjectNode json) {
        money(json.putObject("grandTotal"), proceeds.receivable() + proceeds.tax(), currency);
        breakdowns(proceeds, currency, json.putArray("breakdowns"), false);
    }

    static void item(Proceeds proceeds, String currency, ObjectNode json) {
        money(json.putObject("proceedsTotal"), proceeds.receivable() + proceeds.tax(), currency);
        breakdowns(proceeds, currency, json.putArray("breakdowns"), true);
    }

    private static void breakdowns(Proceeds proceeds, String currency, ArrayNode breakdowns, boolean detailed) {
        add(breakdowns, "ITEM", proceeds.item(), currency);
        if (proceeds.shipping() != 0) {
            add(breakdowns, "SHIPPING", proceeds.shipping(), currency);
        }
        if (proceeds.giftWrap() != 0) {
            add(breakdowns, "GIFT_WRAP", proceeds.giftWrap(), currency);
        }
        if (proceeds.tax() != 0) {
            ObjectNode tax = add(breakdowns, "TAX", proceeds.tax(), currency);
            if (detailed) {
                ArrayNode details = tax.putArray("detailedBreakdowns");
                detail(details, "ITEM", proceeds.itemTax(), currency);
                detail(details, "SHIPPING", proceeds.shippingTax(), currency);
                detail(details, "GIFT_WRAP", proceeds.giftWrapTax(), currency);
                detail(details, "DISCOUNT", -proceeds.discountTax(), currency);
            }
        }
        if (proceeds.discount() != 0) {
            ObjectNode discount = add(breakdowns, "DISCOUNT", -proceeds.discount(), currency);
            if (detailed) {
                ArrayNode details = discount.putArray("detailedBreakdowns");
                detail(details, "ITEM", -proceeds.itemDiscount(), currency);
                detail(details, "SHIPPING", -proceeds.shippingDiscount(), currency);
            }
        }
    }

    private static ObjectNode add(ArrayNode breakdowns, String type, long cents, String currency) {
        ObjectNode breakdown = breakdowns.addObject().put("type", type);
        money(breakdown.putObject("subtotal"), cents, currency);
        return breakdown;
    }

    private static void detail(ArrayNode details, String subtype, long cents, String currency) {
        if (cents != 0) {
            ObjectNode detail = details.addObject().put("subtype", subtype);
            money(detail.putObject("value"), cents, currency);
        }
    }
}
