/// How commands find a running system and read its topics.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.running;
