package org.tieout.cli.guarantee;

import java.util.List;

/// Something that must hold of every history, however often processes were killed. Told what happened, says what is
/// wrong with it. Pure: shares no code with the services.
interface Guarantee {

    /// The violations, a sentence each; empty when it holds.
    List<String> violations(History history);

    /// Those that every history must satisfy.
    static List<Guarantee> all() {
        return List.of(new NothingLost(), new PostedOnce(), new SumsAgree());
    }
}
