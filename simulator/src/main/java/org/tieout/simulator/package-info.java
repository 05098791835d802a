/// Stateful stand-ins for the vendors' APIs: a model that can be asked for the truth, behind a strict HTTP face.
@org.jspecify.annotations.NullMarked
package org.tieout.simulator;
