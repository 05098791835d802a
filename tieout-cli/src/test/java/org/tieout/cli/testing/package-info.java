/// The system as tests run it: real broker and registry, real services, simulated vendors.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.testing;
