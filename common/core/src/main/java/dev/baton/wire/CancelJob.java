package dev.baton.wire;

/**
 * A person wants a job to end. The coordinator of a {@code baton run} that runs it ends it, as by
 * Ctrl-C, and the journal says so; all others ignore the request.
 *
 * <pre>
 * str jobId | str requester
 * </pre>
 *
 * @param requester who asks, for people to read
 */
public record CancelJob(String jobId, String requester) implements Event {

  static CancelJob read(WireReader in) {
    return new CancelJob(in.string(), in.string());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.string(jobId).string(requester);
  }

  @Override
  public Kind kind() {
    return Kind.CANCEL_JOB;
  }
}
