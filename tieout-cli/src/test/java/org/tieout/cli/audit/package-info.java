@org.jspecify.annotations.NullMarked
package org.tieout.cli.audit;
