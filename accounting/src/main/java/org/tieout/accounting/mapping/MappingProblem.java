package org.tieout.accounting.mapping;

/// A mapping row that the ledger cannot serve.
///
/// @param row the row
/// @param problem what is wrong
/// @param nextStep what to do
public record MappingProblem(MappingRow row, String problem, String nextStep) {

    @Override
    public String toString() {
        return row.key() + ": " + problem + "; " + nextStep;
    }
}
