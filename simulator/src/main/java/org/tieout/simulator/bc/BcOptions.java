package org.tieout.simulator.bc;

import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.state.Switches;

/// The Business Central face.
///
/// @param tenantId the Entra tenant
/// @param environment the environment's name
/// @param pageSize the most records of a page; 20,000 at the vendor
/// @param limits how much is too much
/// @param switches what the documentation leaves open
public record BcOptions(
        String tenantId, String environment, int pageSize, UserLimits.Limits limits, Switches<Switch> switches) {
    /// Needs pages.
    public BcOptions {
        if (pageSize < 1) {
            throw new IllegalArgumentException("a page holds at least one record, not " + pageSize);
        }
    }

    /// One company, everything as the vendor documents it.
    public static BcOptions defaults() {
        return new BcOptions(
                "3f1c7a52-0000-4000-8000-5ee11e200001",
                "Production",
                20_000,
                UserLimits.Limits.documented(),
                Switches.defaults());
    }

    /// With pages of this size.
    public BcOptions withPageSize(int value) {
        return new BcOptions(tenantId, environment, value, limits, switches);
    }

    /// With these limits.
    public BcOptions withLimits(UserLimits.Limits value) {
        return new BcOptions(tenantId, environment, pageSize, value, switches);
    }

    /// With these switches.
    public BcOptions withSwitches(Switches<Switch> value) {
        return new BcOptions(tenantId, environment, pageSize, limits, value);
    }
}
