package dev.baton.cli.status;

import dev.baton.wire.JobBeat;

/**
 * A job with open tasks, as {@code baton status} shows it. The names are those of {@code --json}.
 *
 * @param pool the pool that runs it
 * @param jobId the id of its run
 * @param pending tasks that wait in the coordinator's queue
 * @param dispatched tasks that are with workers
 * @param done tasks that ended with a result
 * @param failed tasks that ended otherwise
 */
public record JobStatus(
    String pool, String jobId, long pending, long dispatched, long done, long failed) {

  static JobStatus of(String pool, JobBeat beat) {
    return new JobStatus(
        pool, beat.jobId(), beat.pending(), beat.dispatched(), beat.done(), beat.failed());
  }
}
