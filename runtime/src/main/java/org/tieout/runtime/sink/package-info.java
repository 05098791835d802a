/// The keyed sink loop, once for every target: queue in state, schedule, attempt durably, call, record
/// the outcome, read back. A vendor module supplies a [Ledger] and nothing else.
///
/// ```
/// posting.commands.<target> ─ queue ─► posting.state.<target> ─ Schedule ─► attempted ─► Ledger.post ─►
/// posted
///                                              ▲                                │             ├─► refused
///                         operator RETRY ──────┘                                │             └─► unknown
///                                                                               └── find ◄── uncertain ◄┘
/// ```
@NullMarked
package org.tieout.runtime.sink;

import org.jspecify.annotations.NullMarked;
