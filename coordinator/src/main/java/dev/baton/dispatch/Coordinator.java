package dev.baton.dispatch;

/**
 * What a coordinator says about itself in each batch.
 *
 * @param id its incarnation; results come back under it
 * @param jobId the job that its tasks belong to
 * @param resultsPartition where it reads results
 * @param initializer an encoded {@link dev.baton.RunnableTask} for each worker to run first, or
 *     empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the wire; never compared
public record Coordinator(long id, String jobId, int resultsPartition, byte[] initializer) {}
