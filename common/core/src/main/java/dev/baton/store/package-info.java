/** What the processes of one host share in memory: its directory and the state of its workers. */
@NullMarked
package dev.baton.store;

import org.jspecify.annotations.NullMarked;
