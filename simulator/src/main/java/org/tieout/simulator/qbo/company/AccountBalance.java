package org.tieout.simulator.qbo.company;

import java.math.BigDecimal;

/// One line of the trial balance; debit positive.
public record AccountBalance(String id, String number, String name, String type, BigDecimal balance) {}
