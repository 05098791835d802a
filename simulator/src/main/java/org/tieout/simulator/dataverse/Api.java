package org.tieout.simulator.dataverse;

import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.odata.Answers;
import org.tieout.simulator.dataverse.odata.Service;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// The API of one organisation, below its root: each request is a transaction of its own, and a refusal becomes an
/// answer. Thread-safe.
final class Api {
    private final Organization organization;
    private final Service service;
    private final Batch batch;

    Api(Organization organization, Service service, String root) {
        this.organization = organization;
        this.service = service;
        this.batch = new Batch(organization, this, root);
    }

    /// Answers a request whose path is relative to the API root and begins with a slash.
    Response answer(Request request, Caller caller) {
        if (request.path().equals("/$batch")) {
            return batch.answer(request, caller);
        }
        try {
            return organization.atomically(() -> service.answer(request, caller));
        } catch (Refusal refusal) {
            return Answers.refusal(refusal);
        }
    }

    /// Answers inside of a transaction that is open; a refusal ends it.
    Response inside(Request request, Caller caller) {
        return service.answer(request, caller);
    }
}
