package org.tieout.simulator.dataverse;

import java.util.Map;
import org.tieout.simulator.dataverse.model.Switch;
import org.tieout.simulator.state.Switches;

/// The Dataverse face.
///
/// @param tenantId the Entra tenant
/// @param org the organisation's name in its addresses
/// @param pageSize the most rows of a page; 5,000 at the vendor
/// @param limits how much is too much
/// @param customColumns columns that the organisation added, by table, as
/// [org.tieout.simulator.dataverse.model.TableType]
/// reads them
/// @param seeded whether there are customers and deals, or master data only
/// @param webhooksByThemselves whether webhooks are sent as soon as they are due, or only when the world or the control
/// endpoint moves them
/// @param webhookTimeoutMillis how long a receiver may take; 60 seconds at the vendor
/// @param switches what the documentation leaves open
public record DataverseOptions(
        String tenantId,
        String org,
        int pageSize,
        ServiceLimits.Limits limits,
        Map<String, String> customColumns,
        boolean seeded,
        boolean webhooksByThemselves,
        long webhookTimeoutMillis,
        Switches<Switch> switches) {
    private static final String WRITTEN_BACK = """
            new_bcinvoicenumber Text 20
            new_bcinvoiceid Text 36
            new_bcpostingdate Date
            new_bcstatus Text 100
            new_bcerror Text 2000
            """;

    /// Needs pages.
    public DataverseOptions {
        if (pageSize < 1 || pageSize > 5000) {
            throw new IllegalArgumentException("a page holds 1 to 5000 rows, not " + pageSize);
        }
        customColumns = Map.copyOf(customColumns);
    }

    /// A seeded organisation with columns for what is written back, everything else as the vendor documents it.
    public static DataverseOptions defaults() {
        return new DataverseOptions(
                "3f1c7a52-0000-4000-8000-5ee11e200001",
                "tieoutsim",
                5000,
                ServiceLimits.Limits.documented(),
                Map.of(
                        "opportunity", WRITTEN_BACK,
                        "quote", WRITTEN_BACK,
                        "salesorder", WRITTEN_BACK,
                        "invoice", WRITTEN_BACK),
                true,
                true,
                60_000,
                Switches.defaults());
    }

    /// With pages of this size.
    public DataverseOptions withPageSize(int value) {
        return new DataverseOptions(
                tenantId,
                org,
                value,
                limits,
                customColumns,
                seeded,
                webhooksByThemselves,
                webhookTimeoutMillis,
                switches);
    }

    /// With these limits.
    public DataverseOptions withLimits(ServiceLimits.Limits value) {
        return new DataverseOptions(
                tenantId,
                org,
                pageSize,
                value,
                customColumns,
                seeded,
                webhooksByThemselves,
                webhookTimeoutMillis,
                switches);
    }

    /// With deals or without.
    public DataverseOptions withSeed(boolean value) {
        return new DataverseOptions(
                tenantId,
                org,
                pageSize,
                limits,
                customColumns,
                value,
                webhooksByThemselves,
                webhookTimeoutMillis,
                switches);
    }

    /// With webhooks that go by themselves or wait, and this time for their receivers.
    public DataverseOptions withWebhooks(boolean byThemselves, long timeoutMillis) {
        return new DataverseOptions(
                tenantId, org, pageSize, limits, customColumns, seeded, byThemselves, timeoutMillis, switches);
    }

    /// With these switches.
    public DataverseOptions withSwitches(Switches<Switch> value) {
        return new DataverseOptions(
                tenantId,
                org,
                pageSize,
                limits,
                customColumns,
                seeded,
                webhooksByThemselves,
                webhookTimeoutMillis,
                value);
    }

    /// The address clients ask tokens for.
    String organizationUrl(String base) {
        return base + "/dataverse/" + org;
    }
}
