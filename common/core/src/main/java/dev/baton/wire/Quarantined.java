package dev.baton.wire;

import java.util.List;

/**
 * A task that was given up because its workers died of it, with what is needed to run it again.
 *
 * <pre>
 * str jobId | i64 taskId | i64 atMs | i64 timeoutMs | str obstacle
 * bytes initializer | bytes function | bytes payload | list evidence: str
 * </pre>
 *
 * @param jobId the job that it belonged to
 * @param taskId its number in that job
 * @param atMs when it was given up, in milliseconds since the epoch
 * @param timeoutMs the limit of one attempt in milliseconds, or 0 for none
 * @param obstacle why it cannot be run again, or empty if it can
 * @param initializer what its workers ran first, encoded; empty if there was nothing
 * @param function the encoded function to apply to the payload; empty if the payload is to be
 *     called
 * @param payload the encoded argument or call
 * @param evidence what is known of each death, in order
 */
@SuppressWarnings(
    "ArrayRecordComponent") // carries bytes from one layer to the next; never compared
public record Quarantined(
    String jobId,
    long taskId,
    long atMs,
    long timeoutMs,
    String obstacle,
    byte[] initializer,
    byte[] function,
    byte[] payload,
    List<String> evidence)
    implements WireRecord {

  /** Its name for people: {@code 20261122-104512-7f3a/17}. */
  public String id() {
    return jobId + "/" + taskId;
  }

  /** Whether it can be run again. */
  public boolean isReplayable() {
    return obstacle.isEmpty();
  }

  /** The same task without its data, and the reason. */
  public Quarantined without(String reason) {
    byte[] nothing = {};
    return new Quarantined(
        jobId, taskId, atMs, timeoutMs, reason, nothing, nothing, nothing, evidence);
  }

  static Quarantined read(WireReader in) {
    return new Quarantined(
        in.string(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.string(),
        in.bytes(),
        in.bytes(),
        in.bytes(),
        in.list(Integer.BYTES, WireReader::string));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.string(jobId).i64(taskId).i64(atMs).i64(timeoutMs).string(obstacle);
    out.bytes(initializer).bytes(function).bytes(payload);
    out.list(evidence, WireWriter::string);
  }

  @Override
  public Kind kind() {
    return Kind.QUARANTINED;
  }
}
