package org.tieout.sink.bc;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.event.CrmRecord;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.sink.SinkTopics;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.sink.testing.SinkRig;

/// The sink on the real broker, with a company of its own, and a CRM's records where it has some.
final class Rig extends SinkRig {
    final Trade trade;
    final SecretStore secrets;
    private final Map<String, String> settings;

    Rig(Path directory) {
        this(directory, Map.of());
    }

    /// @param settings of the connection and the flow
    Rig(Path directory, Map<String, String> settings) {
        int number = number();
        var own = new Trade("flow-" + number, "amazon-" + number, "books-" + number);
        var company = Simulator.start(SimulatorOptions.builder().seed(number).build());
        super(SinkTopics.bc(), own.route(), company, SinkBc.policy(), directory);
        this.trade = own;
        this.secrets = Books.secrets(company, own.target);
        this.settings = settings;
    }

    @Override
    public void start(Failpoints failpoints) {
        start(failpoints, Books.pace());
    }

    void start(Failpoints failpoints, BcPace pace) {
        start(
                secrets,
                Books.configuration(simulator, trade, settings),
                failpoints,
                (context, directory, policy) -> new SinkBc(context, directory, policy, pace));
    }

    void approve(String subject) {
        request(Approval.APPROVE, subject);
    }

    CrmView crmView() {
        return new CrmView(kafka, serdes);
    }

    /// A record of the CRM, as its ingest service emits it.
    void emit(CrmRecord crm) {
        write(crm, Optional.of(crm));
    }

    /// The CRM deleted it.
    void forget(CrmRecord crm) {
        write(crm, Optional.empty());
    }

    private void write(CrmRecord crm, Optional<CrmRecord> value) {
        try (Producer<String, CrmRecord> emitter =
                Clients.newProducer(Clients.producer(kafka, "crm-" + crm.getConnection()), serdes)) {
            var _ = emitter.send(new ProducerRecord<>(
                    Topics.DYNAMICS_MASTER_DATA.name(),
                    placement.partition(Topics.DYNAMICS_MASTER_DATA, crm.getConnection()),
                    Keys.of(crm.getConnection(), crm.getKind(), crm.getId()),
                    value.orElse(null)));
        }
    }
}
