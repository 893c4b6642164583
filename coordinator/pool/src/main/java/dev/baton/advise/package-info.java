/**
 * Advice on how to run many tasks: one after the other, in threads, or in a pool of processes.
 *
 * <p>A few of the tasks are run and measured. From that, the time for all of them is predicted for
 * each setup, and the best setup is recommended, with reasons. {@code ProcessPool.advise} and
 * {@code baton advise} return or print an {@link dev.baton.advise.Advice}.
 */
@NullMarked
package dev.baton.advise;

import org.jspecify.annotations.NullMarked;
