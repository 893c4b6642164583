package dev.baton.cli.status;

import dev.baton.wire.JobBeat;
import java.util.HexFormat;

/**
 * A job with open tasks, and the coordinator that runs it, as {@code baton status} shows it. The
 * names are those of {@code --json}, and documented in docs/status.md.
 *
 * @param pool the pool that runs it
 * @param jobId the id of its run
 * @param coordinator identifies the coordinator, in hexadecimal
 * @param pending tasks that wait in the coordinator's queue
 * @param dispatched tasks that are with workers
 * @param done tasks that ended with a result
 * @param failed tasks that ended otherwise
 */
public record JobStatus(
    String pool,
    String jobId,
    String coordinator,
    long pending,
    long dispatched,
    long done,
    long failed) {

  static JobStatus of(String pool, JobBeat beat) {
    return new JobStatus(
        pool,
        beat.jobId(),
        HexFormat.of().toHexDigits(beat.coordinator()),
        beat.pending(),
        beat.dispatched(),
        beat.done(),
        beat.failed());
  }
}
