package org.tieout.accounting.mapping;

/// A mapping row that the ledger cannot serve.
///
/// @param row the row
/// @param column its column that names what the ledger lacks
/// @param problem what is wrong
/// @param nextStep what to do
public record MappingProblem(MappingRow row, String column, String problem, String nextStep) {

    @Override
    public String toString() {
        return row.key() + ": " + problem + "; " + nextStep;
    }
}
