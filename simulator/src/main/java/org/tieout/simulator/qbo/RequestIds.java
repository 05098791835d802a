package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.tieout.simulator.qbo.refusal.Refusals;

/// The requestids of one realm and what was answered to each. Successes are kept for ever; a refused request
/// leaves its
/// id
/// free, since it created nothing. Source: Intuit, "Basic field definitions: request id". Thread-safe: two requests
/// under
/// one id never both take effect.
final class RequestIds {
    static final int MAX_SINGLE = 50;
    static final int MAX_BATCH = 36;
    static final int MAX_BATCH_ITEM = 10;

    private final Map<String, Replay> replays = new HashMap<>();

    private record Replay(String operation, JsonNode answer) {}

    /// Refuses an id of the wrong form.
    static void check(String id, int max) {
        if (id.isEmpty() || id.length() > max) {
            throw Refusals.invalidRequestId(id, max);
        }
    }

    /// Runs the effect, or returns the answer of the first time.
    synchronized JsonNode once(String id, String operation, Supplier<JsonNode> effect) {
        Replay replay = replays.get(id);
        if (replay != null) {
            if (!replay.operation().equals(operation)) {
                throw Refusals.duplicateRequestId(id);
            }
            return replay.answer();
        }
        JsonNode answer = effect.get();
        replays.put(id, new Replay(operation, answer));
        return answer;
    }
}
