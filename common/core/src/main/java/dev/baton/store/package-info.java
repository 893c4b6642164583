/**
 * What the processes of one host share in memory: its directory, the state of its workers,
 * counters.
 */
@NullMarked
package dev.baton.store;

import org.jspecify.annotations.NullMarked;
