/**
 * What measured tasks do: waits, CPU work and walks through memory, of a size that is known and
 * with answers that are checked; and a JVM of its own that runs one such task.
 */
@NullMarked
package dev.baton.measure.work;

import org.jspecify.annotations.NullMarked;
