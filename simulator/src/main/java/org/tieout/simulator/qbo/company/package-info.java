/// The model: one company's lists, documents, links and books, with the rules QuickBooks applies to them. It
/// is told
/// what to
/// do through [org.tieout.simulator.qbo.company.Company] and posts by rules of its own, never by what a client
/// says.
@NullMarked
package org.tieout.simulator.qbo.company;

import org.jspecify.annotations.NullMarked;
