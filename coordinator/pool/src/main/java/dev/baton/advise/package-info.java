/**
 * Advice on how to run many tasks: one after the other, in threads, or in a pool of processes. A
 * few of the tasks are run and measured, the time for all of them is predicted, and what follows is
 * said with its reasons. Knows nothing of pools and jobs.
 */
@NullMarked
package dev.baton.advise;

import org.jspecify.annotations.NullMarked;
