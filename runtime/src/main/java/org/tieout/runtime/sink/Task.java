package org.tieout.runtime.sink;

import java.util.Set;

/// What the schedule needs to know of an open posting.
///
/// @param postingId the posting
/// @param key its source: flow and source id; the order within it is kept
/// @param connection the target connection
/// @param sequence its position in the source's plan
/// @param stage when within its source
/// @param needs the postings its document refers to and that are not posted yet
record Task(String postingId, String key, String connection, int sequence, Stage stage, Set<String> needs) {
    Task {
        needs = Set.copyOf(needs);
    }
}
