package dev.baton.wire;

/**
 * Asks a worker to hand back its coordinator's tasks that have not started, so that idle workers
 * can have them.
 *
 * <p>The worker answers with a {@link ResultBatch.Status#RETURNED} result for each task that it
 * hands back.
 *
 * <pre>
 * i64 coordinator | i64 incarnation | i32 atMost
 * </pre>
 *
 * @param atMost the maximum number to hand back, most recently received first, and then those of
 *     running chunks
 */
public record Recall(long coordinator, long incarnation, int atMost) implements InboxRecord {

  static Recall read(WireReader in) {
    return new Recall(in.i64(), in.i64(), in.i32());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation).i32(atMost);
  }

  @Override
  public Kind kind() {
    return Kind.RECALL;
  }
}
