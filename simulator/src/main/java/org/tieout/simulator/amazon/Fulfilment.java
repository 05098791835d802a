package org.tieout.simulator.amazon;

/// Who ships.
public enum Fulfilment {
    /// Fulfilment by Amazon (AFN in settlement files).
    AMAZON("AFN"),
    /// The seller ships (MFN in settlement files).
    MERCHANT("MFN");

    private final String settlementId;

    Fulfilment(String settlementId) {
        this.settlementId = settlementId;
    }

    /// The settlement file's fulfillment-id.
    String settlementId() {
        return settlementId;
    }
}
