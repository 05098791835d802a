/// What a re-planned source needs beside what is posted of it: nothing, corrections, or a person.
@org.jspecify.annotations.NullMarked
package org.tieout.accounting.correction;
