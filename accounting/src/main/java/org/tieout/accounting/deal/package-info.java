/// What a closed deal of a CRM becomes: a customer, a sales order or a draft invoice, and the status that flows back.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.deal;
