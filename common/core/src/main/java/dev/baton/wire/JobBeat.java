package dev.baton.wire;

/**
 * The progress of a coordinator's job: sent each second while tasks are open, once more when none
 * is, and at once in answer to {@link WhoIsThere}.
 *
 * <pre>
 * i64 coordinator | str jobId | i64 pending | i64 dispatched | i64 done | i64 failed
 * </pre>
 *
 * @param coordinator the incarnation of the coordinator
 * @param jobId the coordinator's name for its job
 * @param pending tasks that wait in its ledger
 * @param dispatched tasks that are with workers
 * @param done tasks that ended with a result
 * @param failed tasks that ended otherwise
 */
public record JobBeat(
    long coordinator, String jobId, long pending, long dispatched, long done, long failed)
    implements Event {

  /** Tasks that have not ended. */
  public long open() {
    return pending + dispatched;
  }

  static JobBeat read(WireReader in) {
    return new JobBeat(in.i64(), in.string(), in.i64(), in.i64(), in.i64(), in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).string(jobId).i64(pending).i64(dispatched).i64(done).i64(failed);
  }

  @Override
  public Kind kind() {
    return Kind.JOB_BEAT;
  }
}
