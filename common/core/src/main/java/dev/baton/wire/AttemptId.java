package dev.baton.wire;

/**
 * One try of a task.
 *
 * @param taskId unique within the coordinator
 * @param attempt from 1
 */
public record AttemptId(long taskId, int attempt) {

  static final int BYTES = Long.BYTES + Integer.BYTES;

  static AttemptId read(WireReader in) {
    return new AttemptId(in.i64(), in.i32());
  }

  void writeTo(WireWriter out) {
    out.i64(taskId).i32(attempt);
  }
}
