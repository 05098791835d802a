package org.tieout.cli.testing;

import java.util.List;

/// The mapping rows of a company that sells what the simulated CRM sells. Its products' numbers are items' numbers.
final class DealRows {

    static final List<String> ROWS = List.of(
            "item,KETTLE-GOOSE,,,,KETTLE-GOOSE,,,TAXABLE",
            "deal,write-in,,,,account:4000,,,",
            "deal,line-discount,,,,account:4090,,,",
            "deal,discount,,,,account:4090,,,",
            "deal,freight,,,,account:4010,,,");

    private DealRows() {}
}
