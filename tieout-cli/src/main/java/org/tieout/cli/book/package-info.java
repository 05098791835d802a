/// Books what no settlement holds and a person reports.
@org.jspecify.annotations.NullMarked
package org.tieout.cli.book;
