/** Brings results and events to the ledger. */
@NullMarked
package dev.baton.collect;

import org.jspecify.annotations.NullMarked;
