package dev.baton.wire;

import java.util.List;

/**
 * A job began, or was resumed: everything that a later coordinator needs to do the same again.
 *
 * <pre>
 * str jobId | i64 coordinator | str job | list arguments: str | str directory | str version
 * | i64 startedAtMs | i64 tasks | list inputs: str path, i64 size, i64 modifiedMs | u8 resultsInPlace
 * </pre>
 *
 * @param coordinator the number under which its results come back, whichever process reads them
 * @param job the job's name
 * @param arguments the command line behind {@code baton run}, as typed
 * @param directory the directory in which it was typed
 * @param version the Baton version that began it
 * @param startedAtMs when it first began, in milliseconds since the epoch
 * @param tasks how many splits there are, or −1 if they have not been counted
 * @param inputs the files whose change would make its results wrong
 * @param resultsInPlace whether results lie in a host's memory, and so are lost with this
 *     coordinator
 */
public record JobStarted(
    String jobId,
    long coordinator,
    String job,
    List<String> arguments,
    String directory,
    String version,
    long startedAtMs,
    long tasks,
    List<Input> inputs,
    boolean resultsInPlace)
    implements JournalRecord {

  /**
   * A file as it was at the start.
   *
   * @param path absolute
   * @param size in bytes
   * @param modifiedMs in milliseconds since the epoch
   */
  public record Input(String path, long size, long modifiedMs) {

    private static final int LEAST_BYTES = Integer.BYTES + 2 * Long.BYTES;

    private static Input read(WireReader in) {
      return new Input(in.string(), in.i64(), in.i64());
    }

    private void writeTo(WireWriter out) {
      out.string(path).i64(size).i64(modifiedMs);
    }
  }

  static JobStarted read(WireReader in) {
    return new JobStarted(
        in.string(),
        in.i64(),
        in.string(),
        in.list(Integer.BYTES, WireReader::string),
        in.string(),
        in.string(),
        in.i64(),
        in.i64(),
        in.list(Input.LEAST_BYTES, Input::read),
        in.u8() != 0);
  }

  @Override
  public void writeTo(WireWriter out) {
    out.string(jobId).i64(coordinator).string(job);
    out.list(arguments, WireWriter::string);
    out.string(directory).string(version).i64(startedAtMs).i64(tasks);
    out.list(inputs, (writer, input) -> input.writeTo(writer));
    out.u8(resultsInPlace ? 1 : 0);
  }

  @Override
  public Kind kind() {
    return Kind.JOB_STARTED;
  }
}
