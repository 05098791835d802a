package org.tieout.accounting.plan;

import java.util.List;
import net.jqwik.api.Arbitrary;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.GeneratedSettlement.World;

/// The documents of settlements as chance makes them, for tests of what comes after the plan.
public final class GeneratedDocuments {

    private GeneratedDocuments() {}

    /// A settlement's documents. Its SKUs are SKU-0 to SKU-4, its marketplaces `Amazon.com`, `Amazon.ca` and one
    /// unknown.
    public static Arbitrary<List<Document>> of(Mappings mappings) {
        return GeneratedSettlement.in(World.EVERYTHING).map(settlement -> settlement.planWith(mappings).documents);
    }
}
