package org.tieout.simulator.amazon;

import java.util.List;
import java.util.Optional;

/// The seller's range. The same in every world, so that an item mapping can be generated from it. Immutable.
public final class Catalogue {
    private static final List<CatalogueItem> ITEMS = List.of(
            item("MUG-CERAMIC-BLU", "B0SIM00001", "Ceramic Mug, Blue, 350 ml", 1495, 382),
            item("MUG-CERAMIC-RED", "B0SIM00002", "Ceramic Mug, Red, 350 ml", 1495, 382),
            item("TEAPOT-GLASS-1L", "B0SIM00003", "Glass Teapot with Infuser, 1 l", 3290, 561),
            item("CAFETIERE-8CUP", "B0SIM00004", "Café Crème Cafetière, 8 Cups", 4250, 640),
            item("GRINDER-BURR", "B0SIM00005", "Conical Burr Coffee Grinder", 7999, 812),
            item("KETTLE-GOOSE", "B0SIM00006", "Gooseneck Kettle, Matte Black", 6450, 795),
            item("SCALE-POUR", "B0SIM00007", "Pour-Over Scale with Timer", 2899, 431),
            item("FILTER-PAPER-100", "B0SIM00008", "Paper Filters, Pack of 100", 899, 322),
            item("TOWEL-LINEN-2", "B0SIM00009", "Linen Kitchen Towel, Set of 2", 1999, 386),
            item("APRON-DENIM", "B0SIM00010", "Denim Apron, Adjustable", 2750, 429),
            item("BOARD-OAK-L", "B0SIM00011", "Oak Cutting Board, Large", 3999, 705),
            item("KNIFE-PARING", "B0SIM00012", "Paring Knife, 9 cm", 1250, 345),
            item("KNIFE-CHEF-20", "B0SIM00013", "Chef's Knife, 20 cm", 5490, 467),
            item("PAN-CARBON-26", "B0SIM00014", "Carbon Steel Pan, 26 cm", 4795, 868),
            item("WHISK-BALLOON", "B0SIM00015", "Balloon Whisk, Stainless Steel", 1099, 336),
            item("TIN-CAKE-23", "B0SIM00016", "Springform Cake Tin, 23 cm", 1825, 441),
            item("JAR-SET-6", "B0SIM00017", "Storage Jars, Set of 6", 3375, 759),
            item("SPICE-RACK", "B0SIM00018", "Magnetic Spice Rack", 2495, 498),
            item("LUNCHBOX-STEEL", "B0SIM00019", "Stainless Steel Lunch Box", 2190, 425),
            item("BOTTLE-750", "B0SIM00020", "Insulated Bottle, 750 ml, Señorita Edition", 2645, 447));

    private Catalogue() {}

    private static CatalogueItem item(String sku, String asin, String title, long unitPrice, long fbaFee) {
        return new CatalogueItem(sku, asin, title, unitPrice, fbaFee);
    }

    /// Everything the seller sells, in a fixed order.
    public static List<CatalogueItem> items() {
        return ITEMS;
    }

    /// An item by its SKU, unless the seller does not know it.
    public static Optional<CatalogueItem> find(String sku) {
        return ITEMS.stream().filter(item -> item.sku().equals(sku)).findFirst();
    }

    static CatalogueItem get(String sku) {
        return find(sku).orElseThrow(() -> new IllegalArgumentException("no such SKU: " + sku));
    }
}
