package org.tieout.cli.approve;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.tieout.cli.request.Requests;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Approval;

/// Says yes to drafts.
public final class Approvals {

    private Approvals() {}

    /// Approves every draft of a flow that has not changed in the CRM since.
    ///
    /// @return how many
    public static int all(RunningSystem system, String flow) {
        try (var reader = TopicReader.of(system.kafka())) {
            var pending = Pending.read(reader);
            var drafts = pending.drafts().stream()
                    .filter(draft -> draft.state().getFlow().equals(flow) && !pending.hasChanged(draft))
                    .toList();
            if (!drafts.isEmpty()) {
                send(system, drafts);
            }
            return drafts.size();
        }
    }

    static void send(RunningSystem system, List<Draft> drafts) {
        Requests.send(system, drafts.stream().map(Approvals::request).toList());
    }

    private static OperatorRequest request(Draft draft) {
        return OperatorRequest.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(Approval.APPROVE)
                .setFlow(draft.state().getFlow())
                .setConnection(draft.state().getSourceConnection())
                .setSubject(draft.state().getPostingId())
                .setAt(Clock.systemUTC().instant())
                .build();
    }
}
