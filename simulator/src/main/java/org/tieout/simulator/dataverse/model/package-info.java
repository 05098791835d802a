/// What an organisation stores: tables and columns, rows with their versions, what was deleted, what happened.
@NullMarked
package org.tieout.simulator.dataverse.model;

import org.jspecify.annotations.NullMarked;
