package org.tieout.runtime.sink;

import org.tieout.event.PostingCommand;

/// A command whose turn it is, with the documents it refers to.
public record Ready(PostingCommand command, References references) {}
