/// Canonical documents as text for other tools: CSV, JSON, and the journals of beancount and hledger.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.export;
