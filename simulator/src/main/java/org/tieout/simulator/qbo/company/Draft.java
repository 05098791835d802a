package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.qbo.ledger.DocumentKey;

/// A document on its way into the store: `data` is what it would become, `sent` what the client wrote, `before` the
/// version it replaces.
record Draft(DocumentKey key, Optional<Stored> before, ObjectNode data, ObjectNode sent, Set<String> include) {}
