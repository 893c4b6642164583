/**
 * Measures what it costs to hand data from the coordinator to a worker, each way by its phases, and
 * from which size on which way is cheaper.
 *
 * <p><b>How.</b> Two JVMs: this one, and one started with a worker's flags that runs {@link
 * dev.baton.measure.handoff.ReceiverMain}. Between them lie a real embedded broker and a real host
 * store. Data takes the very path that a task's takes, by the same code (codec, {@link
 * dev.baton.wire.Frame}, the log, blobs), but without the ledger and the queues, which are the same
 * for all handoffs and would only add their noise; so each phase can be timed. Both processes read
 * {@link System#nanoTime()}, on Linux one clock for all processes of a host (CLOCK_MONOTONIC).
 *
 * <p><b>From where to where.</b> From an object in the coordinator to data that the worker can use:
 * a decoded object, or memory of which each page has been touched. One after the other, never two
 * at once. What is larger than a record may be goes in parts of 1 MiB, the size of Kafka's own
 * default limit, through the channel for blobs.
 *
 * <p><b>Fairly.</b> The handoffs of one size take turns, so that what disturbs one disturbs all.
 * For {@code shared} each crossing is the first of its data to this worker: its mapping of the data
 * is new, as it is for the first of many tasks with the same handle; the ones after it pay less.
 * The first put is measured once for each size and not counted, as such data is put once and used
 * often. Every crossing is checked: both sides compute a checksum of all the data, outside the
 * time.
 */
@NullMarked
package dev.baton.measure.handoff;

import org.jspecify.annotations.NullMarked;
