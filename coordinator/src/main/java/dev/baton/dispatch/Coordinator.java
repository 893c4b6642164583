package dev.baton.dispatch;

import java.util.function.LongSupplier;

/**
 * What a coordinator says about itself in each batch.
 *
 * @param id its incarnation; results come back under it
 * @param jobId the job that its tasks belong to
 * @param resultsPartition where it reads results
 * @param receiver its part of a host store, to which results may be handed over by reference; 0
 *     while it has none
 * @param resultsOnLog whether results are to travel while they fit, for a coordinator that goes on
 * @param initializer an encoded {@link dev.baton.RunnableTask} for each worker to run first, or
 *     empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the wire; never compared
public record Coordinator(
    long id,
    String jobId,
    int resultsPartition,
    LongSupplier receiver,
    boolean resultsOnLog,
    byte[] initializer) {}
