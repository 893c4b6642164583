/**
 * What a worker's JVM records of itself for a profile: its flight recorder, and the tasks as events
 * of it.
 */
@NullMarked
package dev.baton.worker.profile;

import org.jspecify.annotations.NullMarked;
