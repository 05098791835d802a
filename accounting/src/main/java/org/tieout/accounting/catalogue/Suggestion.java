package org.tieout.accounting.catalogue;

/// A category that a person may want for something unknown. Never taken by itself.
///
/// @param category the category
/// @param reason why, in words that a person can check
public record Suggestion(Category category, String reason) {}
