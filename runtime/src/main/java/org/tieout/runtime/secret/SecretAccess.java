package org.tieout.runtime.secret;

/// The permission to read a [Secret]. It grants nothing by itself; it makes every place that reads one show
/// up in review.
public final class SecretAccess {

    private static final SecretAccess INSTANCE = new SecretAccess();

    private SecretAccess() {}

    /// For code that hands the secret to its owner, such as a token endpoint, or to the cipher, and to nobody
    /// else.
    public static SecretAccess forUse() {
        return INSTANCE;
    }
}
