/// The two servers everything else talks to, embedded: Apache Kafka in KRaft mode inside this JVM, and Apicurio
/// Registry as a child process. Both are the real servers on a directory that survives a restart, a killed one
/// included; both listen on the loopback address only. Code that talks to them knows nothing of this package:
/// it is given `bootstrap.servers` and a registry URL, and works the same against any cluster and any registry.
///
/// Start with [org.tieout.platform.EmbeddedPlatform]; another process finds a running one through
/// [org.tieout.platform.Endpoints].
@NullMarked
package org.tieout.platform;

import org.jspecify.annotations.NullMarked;
