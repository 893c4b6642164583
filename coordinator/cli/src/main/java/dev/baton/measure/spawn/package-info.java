/** What it costs to start what runs tasks: threads, JVMs, workers of a pool; and to warm it up. */
@NullMarked
package dev.baton.measure.spawn;

import org.jspecify.annotations.NullMarked;
