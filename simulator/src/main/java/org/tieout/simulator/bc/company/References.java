package org.tieout.simulator.bc.company;

import org.tieout.simulator.bc.company.Rules.Pair;

/// The pairs of id and code by which records name others.
public final class References {
    /// See [Pair].
    public static final Pair CURRENCY = new Pair("currencyId", "currencyCode", "currencies", "code", "Currency");
    /// See [Pair].
    public static final Pair TAX_GROUP = new Pair("taxGroupId", "taxGroupCode", "taxGroups", "code", "Tax Group");
    /// See [Pair].
    public static final Pair BASE_UNIT =
            new Pair("baseUnitOfMeasureId", "baseUnitOfMeasureCode", "unitsOfMeasure", "code", "Unit of Measure");
    /// See [Pair].
    public static final Pair UNIT =
            new Pair("unitOfMeasureId", "unitOfMeasureCode", "unitsOfMeasure", "code", "Unit of Measure");
    /// See [Pair].
    public static final Pair ITEM = new Pair("itemId", "itemNumber", "items", "number", "Item");

    private References() {}
}
