package org.tieout.accounting.period;

import java.util.Optional;
import org.tieout.accounting.catalogue.Category;

/// What a leaf of a transaction's breakdowns means.
@FunctionalInterface
public interface Categories {

    /// The category of a leaf, or nothing when it is unknown.
    ///
    /// @param transactionType for example `Shipment`
    /// @param path the breakdown types from the root to the leaf, joined by `/`
    Optional<Category> of(String transactionType, String path);
}
