package org.tieout.sink.bc;

import org.tieout.simulator.Simulator;

/// Takes the payment method from the simulated company's customer, so that invoices stay open.
final class OpenInvoices {
    private static final String BLANK = "00000000-0000-0000-0000-000000000000";

    private OpenInvoices() {}

    static void in(Simulator simulator) {
        var human = new Human(simulator);
        String id = human.get("customers?$filter=number eq 'AMZ-US'")
                .path("value")
                .get(0)
                .path("id")
                .asText();
        human.patch("customers(" + id + ")", "{\"paymentMethodId\":\"" + BLANK + "\"}");
    }
}
