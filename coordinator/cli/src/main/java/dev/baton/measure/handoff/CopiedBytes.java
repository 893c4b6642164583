package dev.baton.measure.handoff;

/**
 * How many bytes are copied for one crossing: each time that a process, or the kernel on its
 * behalf, moves data from one place in memory to another. Counted from the code of all who take
 * part, not measured; arrays that grow while they are written count once.
 */
final class CopiedBytes {

  /** Into the record, into the producer's batch. */
  private static final int FRAMED_AND_BATCHED = 2;

  /**
   * Into the socket, out of it in the broker, into its log's pages; from these (sent without a
   * copy) out of the socket in the worker.
   */
  private static final int THROUGH_THE_BROKER = 4;

  /** Smaller data is copied out of the record that it came in. */
  private static final int TAKEN_OUT_BELOW = 4096;

  /** Cut into parts, and put together again. */
  private static final int SPLIT = 2;

  /** The stream's block, the growing array, the array that is given away; a block, the object. */
  private static final int JAVA_BOTH_WAYS = 5;

  private CopiedBytes() {}

  /** For a crossing of data of a kind. */
  static long of(DataKind kind, Crossing crossing) {
    long data = crossing.encodedBytes();
    long records =
        crossing.wireBytes() * (FRAMED_AND_BATCHED + THROUGH_THE_BROKER)
            + (crossing.wireBytes() < TAKEN_OUT_BELOW ? crossing.wireBytes() : 0)
            + (crossing.isSplit() ? SPLIT * data : 0);
    return records
        + switch (crossing.variant()) {
          case JAVA -> data * JAVA_BOTH_WAYS;
          // Kryo writes the graph into a buffer, which is copied into an array; arrays of
          // primitives
          // are copied there only. Then the worker makes objects.
          case KRYO_KAFKA -> data * (kind == DataKind.DOUBLES ? 2 : 3);
          // The same, but the copy goes into the store, and a graph is decoded through a buffer.
          case KRYO_STORE -> data * (kind == DataKind.DOUBLES ? 2 : 4);
          case SHARED -> 0;
        };
  }
}
