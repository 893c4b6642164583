package dev.baton.wire;

/**
 * What a worker's process uses.
 *
 * <pre>
 * i64 pid | i64 cpuNs | i64 memoryBytes
 * </pre>
 *
 * @param pid the process
 * @param cpuNs how much processor time it has had since its start, in steps of 10 ms
 * @param memoryBytes memory that is its own; what it shares with others is not counted
 */
public record ProcessUse(long pid, long cpuNs, long memoryBytes) {

  static final int BYTES = 3 * Long.BYTES;

  static ProcessUse read(WireReader in) {
    return new ProcessUse(in.i64(), in.i64(), in.i64());
  }

  void writeTo(WireWriter out) {
    out.i64(pid).i64(cpuNs).i64(memoryBytes);
  }
}
