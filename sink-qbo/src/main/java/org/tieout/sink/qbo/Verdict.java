package org.tieout.sink.qbo;

/// What a fault means for us. Source: "Error codes"; users' reports where the codes are silent.
sealed interface Verdict {
    /// No; a person can do something about it.
    record Refuse(String nextStep) implements Verdict {}

    /// It may stand there already: look before saying no. Duplicate numbers and request ids, and 6000,
    /// of which it is reported that the object was saved all the same.
    record LookUp(String nextStep) implements Verdict {}

    /// The service failed; it may have been done.
    record Broken() implements Verdict {}

    /// Not now.
    record Throttled() implements Verdict {}

    /// Nothing of this company until a person has done something.
    record Stop(String nextStep) implements Verdict {}

    static Verdict of(QboFault fault) {
        return switch (fault.code()) {
            case "3001" -> new Throttled();
            case "3200", "100" ->
                new Stop("Connect the company again, put the new refresh token where tieout.yaml says, and run"
                        + " `tieout apply`.");
            case "120" ->
                new Stop(
                        "The user who connected the company has lost the right to. Let an administrator connect it again,"
                                + " then run `tieout apply`.");
            case "3100" ->
                new Stop("The app is not allowed to use this company. Connect it again and run `tieout apply`.");
            case "6190" ->
                new Stop(
                        "The company's subscription has lapsed. Renew it in QuickBooks Online, then run `tieout apply`.");
            case "500" ->
                fault.type().equals("SystemFault")
                        ? new Broken()
                        : new Refuse("Report this: the operation is not supported by QuickBooks Online.");
            case "10000", "10200" -> new Broken();
            case "6140", "600" ->
                new LookUp("Another document has this number. Look at it in QuickBooks Online; give it"
                        + " another number or void it, then retry.");
            case "6000" ->
                new LookUp("Correct what the message says, in QuickBooks Online or in the mapping, then retry.");
            case "610", "2500" ->
                new Refuse(
                        "Something it refers to was deleted or made inactive by a person. Restore it in QuickBooks Online"
                                + " or map another, then retry.");
            case "5010" ->
                new Refuse("A person has changed what it refers to. Compare it with `tieout audit`, then retry.");
            case "6200", "6210" ->
                new Refuse("The period is closed. Open it in QuickBooks Online for the time of posting, then retry.");
            case "6430", "6440" ->
                new Refuse("Map the line to an account of a type that is allowed there, then retry.");
            case "6540", "6480" ->
                new Refuse("The document is on a deposit or reconciled. Look at it in QuickBooks Online.");
            default -> new Refuse("Correct what the message says, in QuickBooks Online or in the mapping, then retry.");
        };
    }
}
