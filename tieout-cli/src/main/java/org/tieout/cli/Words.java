package org.tieout.cli;

import java.util.Locale;

/// The words of states, as topics, metrics, documentation and every output use them.
public final class Words {

    private Words() {}

    /// `TIED_OUT` is `tied-out`.
    public static String of(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
