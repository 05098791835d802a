/// What must hold whatever happens: checkers that read only the simulator's truth and committed topics, and the
/// kills they are put to.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.guarantee;
