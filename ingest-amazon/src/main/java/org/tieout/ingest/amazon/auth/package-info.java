/// Login with Amazon.
@org.jspecify.annotations.NullMarked
package org.tieout.ingest.amazon.auth;
