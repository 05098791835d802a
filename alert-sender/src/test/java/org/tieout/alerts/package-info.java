/// Tells people of alerts, by webhook and e-mail: which channel is told what and when, each once.
@org.jspecify.annotations.NullMarked
package org.tieout.alerts;
