package org.tieout.simulator.bc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.Answers;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.Service;
import org.tieout.simulator.bc.odata.Sets;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// The API of one tenant and environment, below its root: each request is a transaction of its own, and a refusal
/// becomes an answer. `$batch` hands its inner requests to [#answer], too. Thread-safe.
public final class Api implements Service.Tenant {
    private final Company company;
    private final Companies companies;
    private final Service service;
    private final Supplier<UUID> correlations;
    private final Map<String, EntitySet> ownSets = new HashMap<>();
    private final Map<String, Function<Request, Response>> endpoints = new HashMap<>();

    Api(String root, Company company, Companies companies, int pageSize, Supplier<UUID> correlations) {
        this.company = company;
        this.companies = companies;
        this.service = new Service(root, this, pageSize);
        this.correlations = correlations;
        register(companies);
    }

    /// Plugs in an entity set of the tenant, such as `subscriptions`. Only while the face is built.
    void register(EntitySet set) {
        ownSets.put(set.type().set(), set);
    }

    /// Plugs in an endpoint of its own, such as `$batch`, by its path below the root. Only while the face is built.
    void register(String path, Function<Request, Response> endpoint) {
        endpoints.put(path, endpoint);
    }

    /// Answers a request whose path is relative to the API root and begins with a slash.
    public Response answer(Request request) {
        try {
            Function<Request, Response> endpoint = endpoints.get(request.path().substring(1));
            return endpoint == null ? company.atomically(() -> service.answer(request)) : endpoint.apply(request);
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    /// The answer that a refusal comes to.
    public Response refused(Refusal refusal) {
        return Answers.refusal(refusal, correlations.get());
    }

    @Override
    public Sets ownSets() {
        return name -> Optional.ofNullable(ownSets.get(name));
    }

    @Override
    public Sets company(Optional<String> key) {
        return key.map(companies::company).orElse(company.books());
    }

    @Override
    public String companyId() {
        return company.id().toString();
    }

    @Override
    public boolean on(Switch one) {
        return company.books().on(one);
    }
}
