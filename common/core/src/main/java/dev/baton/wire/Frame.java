package dev.baton.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The start of every record on every channel; all numbers are big-endian.
 *
 * <pre>
 *  0        2         3      4          8
 * +--------+---------+------+----------+------------
 * | magic  | version | kind | checksum | body …
 * | 0xBA70 |         |      | CRC-32C  |
 * +--------+---------+------+----------+------------
 * </pre>
 *
 * <p>The checksum covers version, kind and body: a broker may be shared with programs that write
 * other data, and records trigger actions, so they must be beyond doubt. Readers accept only their
 * own version.
 */
public final class Frame {

  /** The version of all layouts in this package; any change to any layout raises it. */
  public static final int VERSION = 15;

  static final int HEADER_BYTES = 8;
  private static final short MAGIC = (short) 0xBA70;

  private Frame() {}

  /** Encodes a record as the bytes that travel. */
  public static byte[] encode(WireRecord record) {
    WireWriter out = new WireWriter(HEADER_BYTES);
    record.writeTo(out);
    byte[] bytes = out.toByteArray();
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putShort(MAGIC).put((byte) VERSION).put((byte) record.kind().code());
    header.putInt(checksum(header));
    return bytes;
  }

  /**
   * Decodes the record in bytes from a channel.
   *
   * @param bytes owned by the record afterwards: its large data may be a part of them
   * @throws MalformedRecordException if they do not hold one
   */
  public static WireRecord decode(byte[] bytes) {
    return decode(ByteBuffer.wrap(bytes));
  }

  /**
   * Like {@link #decode(byte[])}, for the rest of a buffer on the heap, whose position does not
   * change.
   */
  public static WireRecord decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    if (in.remaining() < HEADER_BYTES) {
      throw new MalformedRecordException("A record has " + in.remaining() + " bytes only.");
    }
    if (in.getShort() != MAGIC) {
      throw new MalformedRecordException("A record does not begin with Baton's mark.");
    }
    int version = in.get();
    if (version != VERSION) {
      throw new MalformedRecordException(
          "A record has layout version " + version + "; this Baton speaks " + VERSION + ".");
    }
    WireRecord.Kind kind = WireRecord.Kind.of(in.get());
    if (in.getInt() != checksum(in)) {
      throw new MalformedRecordException("The checksum of a " + kind + " record is wrong.");
    }
    WireReader reader = new WireReader(in);
    WireRecord record = read(kind, reader);
    reader.requireEnd();
    return record;
  }

  /** The record of a given type in bytes from a channel, or null if they do not hold one. */
  public static <R extends WireRecord> @Nullable R decode(ByteBuffer bytes, Class<R> type) {
    try {
      WireRecord record = decode(bytes);
      return type.isInstance(record) ? type.cast(record) : null;
    } catch (MalformedRecordException e) {
      return null;
    }
  }

  private static WireRecord read(WireRecord.Kind kind, WireReader in) {
    return switch (kind) {
      case TASK_BATCH -> TaskBatch.read(in);
      case CANCEL -> Cancel.read(in);
      case RECALL -> Recall.read(in);
      case FORGET -> Forget.read(in);
      case RESULT_BATCH -> ResultBatch.read(in);
      case CLAIM -> Claim.read(in);
      case HOST_BEAT -> HostBeat.read(in);
      case HOST_DOWN -> HostDown.read(in);
      case WORKER_UP -> WorkerUp.read(in);
      case WORKER_DOWN -> WorkerDown.read(in);
      case WHO_IS_THERE -> WhoIsThere.read(in);
      case JOB_BEAT -> JobBeat.read(in);
      case COPY_OFFER -> CopyOffer.read(in);
      case COPY_REPORT -> CopyReport.read(in);
      case COPY_RELEASE -> CopyRelease.read(in);
      case COPY_LEASE -> CopyLease.read(in);
      case EXCLUDED_HOSTS -> ExcludedHosts.read(in);
      case DRAIN_HOST -> DrainHost.read(in);
      case HOST_DRAINED -> HostDrained.read(in);
      case CANCEL_JOB -> CancelJob.read(in);
      case WORKERS_WANTED -> WorkersWanted.read(in);
      case JOB_STARTED -> JobStarted.read(in);
      case JOB_ENDED -> JobEnded.read(in);
      case ATTEMPT_TIMES -> AttemptTimes.read(in);
      case QUARANTINED -> Quarantined.read(in);
      case BLOB_CHUNK -> BlobChunk.read(in);
    };
  }

  /** The checksum of a whole record, wherever the buffer's position is. */
  private static int checksum(ByteBuffer record) {
    CRC32C crc = new CRC32C();
    crc.update(record.slice(2, 2));
    crc.update(record.slice(HEADER_BYTES, record.limit() - HEADER_BYTES));
    return (int) crc.getValue();
  }
}
