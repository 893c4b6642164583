/**
 * Measures what it costs to hand data to a task, each way by its phases, and from which size on
 * which way is cheaper.
 *
 * <p><b>How.</b> Tasks of real pools of one worker, one over sockets and one over Kafka, each
 * submitted as a program does. What a task costs is the time from its submission to its answer; the
 * phases are those that the pool accounts for ({@link dev.baton.collect.Phase}). What a pool
 * refuses is skipped here. {@code java} and {@code kryo-default} are what a program gets that
 * serialises by itself and submits the bytes.
 *
 * <p><b>Fairly.</b> One task after the other, and the handoffs of one size take turns, so that what
 * disturbs one disturbs all. The first put of shared data and the first task that gets data are
 * told apart from the rest, which find its memory mapped. Every crossing is checked: both sides
 * compute a checksum of all the data, outside the time.
 */
@NullMarked
package dev.baton.measure.handoff;

import org.jspecify.annotations.NullMarked;
