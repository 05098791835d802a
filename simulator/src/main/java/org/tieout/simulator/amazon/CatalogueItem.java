package org.tieout.simulator.amazon;

/// Something the simulated seller sells. `unitPrice` and `fbaFee` are minor units of whatever currency,
/// tax-exclusive.
public record CatalogueItem(String sku, String asin, String title, long unitPrice, long fbaFee) {
    CatalogueItem atPrice(long price) {
        return new CatalogueItem(sku, asin, title, price, fbaFee);
    }
}
