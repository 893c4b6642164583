package dev.baton.wire;

/**
 * A process that keeps blobs of a host in existence.
 *
 * <pre>
 * i64 pid | i64 blobs | i64 bytes | i64 leases
 * </pre>
 *
 * @param pid the process: a coordinator, a worker, or the host agent
 * @param blobs how many blobs of its own it has
 * @param bytes how large they are, in memory and on disk
 * @param leases how many leases it has, on blobs of any process: a blob stays while there is one
 */
public record BlobHolder(long pid, long blobs, long bytes, long leases) {

  static final int BYTES = 4 * Long.BYTES;

  static BlobHolder read(WireReader in) {
    return new BlobHolder(in.i64(), in.i64(), in.i64(), in.i64());
  }

  void writeTo(WireWriter out) {
    out.i64(pid).i64(blobs).i64(bytes).i64(leases);
  }
}
