package dev.baton.wire;

import java.util.List;

/**
 * What a host holds for the processes of its pool.
 *
 * <pre>
 * i64 usedBytes | i64 warmBytes | i64 limitBytes | i64 spilledBytes | i64 spillLimitBytes
 * | i64 blobs | {@link Copies} | list holders: {@link BlobHolder}
 * | list processes: {@link ProcessUse}
 * </pre>
 *
 * @param usedBytes of blobs in memory
 * @param warmBytes in memory, kept for the next blobs
 * @param limitBytes how much memory both may take together
 * @param spilledBytes of blobs on disk
 * @param spillLimitBytes how much of the disk they may take
 * @param blobs how many blobs there are, in memory and on disk
 * @param copies what came from other hosts
 * @param holders the processes that made blobs or have leases on some
 * @param processes what the workers' processes use; none where that is not known
 */
public record HostData(
    long usedBytes,
    long warmBytes,
    long limitBytes,
    long spilledBytes,
    long spillLimitBytes,
    long blobs,
    Copies copies,
    List<BlobHolder> holders,
    List<ProcessUse> processes) {

  /** Of a host that has no store. */
  public static final HostData NONE =
      new HostData(0, 0, 0, 0, 0, 0, Copies.NONE, List.of(), List.of());

  /**
   * Copies of other hosts' blobs.
   *
   * <pre>
   * i64 blobs | i64 bytes | i64 receivedBytes
   * </pre>
   *
   * @param blobs how many copies the host holds; they count as blobs of the host, too
   * @param bytes how large they are
   * @param receivedBytes how much the host has received from other hosts since its agent started
   */
  public record Copies(long blobs, long bytes, long receivedBytes) {

    /** Nothing has come from other hosts. */
    public static final Copies NONE = new Copies(0, 0, 0);

    static Copies read(WireReader in) {
      return new Copies(in.i64(), in.i64(), in.i64());
    }

    void writeTo(WireWriter out) {
      out.i64(blobs).i64(bytes).i64(receivedBytes);
    }
  }

  static HostData read(WireReader in) {
    return new HostData(
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        Copies.read(in),
        in.list(BlobHolder.BYTES, BlobHolder::read),
        in.list(ProcessUse.BYTES, ProcessUse::read));
  }

  void writeTo(WireWriter out) {
    out.i64(usedBytes).i64(warmBytes).i64(limitBytes).i64(spilledBytes).i64(spillLimitBytes);
    out.i64(blobs);
    copies.writeTo(out);
    out.list(holders, (writer, holder) -> holder.writeTo(writer));
    out.list(processes, (writer, process) -> process.writeTo(writer));
  }
}
