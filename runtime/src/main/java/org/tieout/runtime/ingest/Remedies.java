package org.tieout.runtime.ingest;

import java.util.Optional;

/// What people are told to do when a vendor's calls bring nothing. Immutable.
///
/// @param vendor the vendor, as the subject of a sentence
/// @param operator who reports its outages
/// @param credentials what to do when it does not accept them
/// @param settings what to check when it refuses to answer
/// @param permissions what to grant when it knows the application and does not let it read; empty where it answers that
/// like bad credentials
public record Remedies(
        String vendor, String operator, String credentials, String settings, Optional<String> permissions) {}
