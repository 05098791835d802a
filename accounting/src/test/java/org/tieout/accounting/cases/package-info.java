/// Cases as data: settlements that an accountant can read, with the documents they have to become.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.cases;
