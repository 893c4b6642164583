package dev.baton.wire;

import java.util.List;

/**
 * One or many results of a worker for one coordinator.
 *
 * <pre>
 * i64 coordinator | i64 incarnation | i64 sentAtMicros
 * list results: {@link Attempts} sent | {@link Attempts} attempts | u8 status
 *             | i64 transferNs | i64 queueNs | i64 decodeNs | i64 executeNs | i64 encodeResultNs
 *             | {@link Payload} payload | bytes blobs | list places: {@link LogPlace}
 * </pre>
 *
 * @param incarnation the worker that sends
 * @param sentAtMicros when the batch was sent, in microseconds since the epoch by the worker's
 *     clock
 */
public record ResultBatch(
    long coordinator, long incarnation, long sentAtMicros, List<Entry> results)
    implements WireRecord {

  /** How an attempt ended. */
  public enum Status {
    /** The payload is the encoded result. */
    DONE,
    /** The payload is the encoded failure. */
    FAILED,
    /** Cancelled before its end; no payload. */
    CANCELLED,
    /** Handed back before its start: not an attempt; no payload. */
    RETURNED
  }

  /**
   * Where the time of an attempt went, in nanoseconds; for several attempts, the sum.
   *
   * @param transferNs from sending by the coordinator to receipt by the worker; between hosts, as
   *     accurate as their clocks agree
   * @param queueNs from receiving to the start
   * @param decodeNs decoding the bytes to objects
   * @param executeNs the user's code
   * @param encodeResultNs encoding the result to bytes
   */
  public record Times(
      long transferNs, long queueNs, long decodeNs, long executeNs, long encodeResultNs) {

    /** For attempts that never ran. */
    public static final Times NONE = new Times(0, 0, 0, 0, 0);

    static Times read(WireReader in) {
      return new Times(in.i64(), in.i64(), in.i64(), in.i64(), in.i64());
    }

    void writeTo(WireWriter out) {
      out.i64(transferNs).i64(queueNs).i64(decodeNs).i64(executeNs).i64(encodeResultNs);
    }
  }

  /**
   * The result of one attempt, or the results of several of a chunk that have the same status.
   *
   * @param sent all attempts that came to the worker together with these
   * @param attempts the attempts whose results these are
   * @param payload the result; of several attempts {@link dev.baton.codec.Items}, one for each
   * @param blobs references, one after the other, to all that is handed over with the result in the
   *     host store; it belongs to the receiver
   * @param places where on the log the data is that the references stand for, in the same order,
   *     the payload's own first if it is a reference; none if the receiver shares the host store
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // carries bytes from one layer to the next; never compared
  public record Entry(
      Attempts sent,
      Attempts attempts,
      Status status,
      Times times,
      Payload payload,
      byte[] blobs,
      List<LogPlace> places) {

    /** No blobs. */
    public static final byte[] NO_BLOBS = {};

    /** The size of an entry beyond its payload, in bytes. */
    public static final int OVERHEAD_BYTES =
        2 * Attempts.BYTES
            + Byte.BYTES
            + 5 * Long.BYTES
            + Payload.OVERHEAD_BYTES
            + 2 * Integer.BYTES;

    /** Checks that the attempts are some of those that were sent. */
    public Entry {
      if (attempts.number() != sent.number()
          || attempts.from() < sent.from()
          || attempts.to() > sent.to()) {
        throw new MalformedRecordException("A record answers " + attempts + " of " + sent + ".");
      }
      if (attempts.items() > 1 && status == Status.FAILED) {
        throw new MalformedRecordException("A record has one failure of " + attempts + ".");
      }
      if (attempts.items() > 1 && status == Status.DONE) {
        payload.requireItems(attempts.items());
      }
    }

    /** Results for a receiver that shares the host store. */
    public Entry(
        Attempts sent,
        Attempts attempts,
        Status status,
        Times times,
        Payload payload,
        byte[] blobs) {
      this(sent, attempts, status, times, payload, blobs, List.of());
    }

    /** The result of a task that was sent by itself. */
    public Entry(AttemptId attempt, Status status, Times times, Payload payload, byte[] blobs) {
      this(Attempts.of(attempt), Attempts.of(attempt), status, times, payload, blobs);
    }

    /** The attempt of the first task. */
    public AttemptId attempt() {
      return attempts.first();
    }

    private static Entry read(WireReader in) {
      return new Entry(
          Attempts.read(in),
          Attempts.read(in),
          in.oneOf(STATUSES),
          Times.read(in),
          Payload.read(in),
          in.bytes(),
          in.list(LogPlace.BYTES, LogPlace::read));
    }

    private void writeTo(WireWriter out) {
      sent.writeTo(out);
      attempts.writeTo(out);
      out.u8(status.ordinal());
      times.writeTo(out);
      payload.writeTo(out);
      out.bytes(blobs);
      out.list(places, (writer, place) -> place.writeTo(writer));
    }
  }

  private static final Status[] STATUSES = Status.values();

  static ResultBatch read(WireReader in) {
    return new ResultBatch(
        in.i64(), in.i64(), in.i64(), in.list(Entry.OVERHEAD_BYTES, Entry::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation).i64(sentAtMicros);
    out.list(results, (writer, result) -> result.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.RESULT_BATCH;
  }
}
