package dev.baton.measure.handoff;

import dev.baton.DataSize;
import java.util.Optional;

/**
 * Whether data fits into the heaps of both processes, with all the copies that are made of it on
 * its way. Estimates, on the safe side.
 *
 * @param senderBytes this process's largest heap
 * @param receiverBytes that of the receiver
 */
record HeapRoom(long senderBytes, long receiverBytes) {

  /** Below nothing needs to be looked at. */
  private static final long SMALL = 4 << 20;

  private static final double USABLE = 0.8;

  /** What the receiver needs beside data, and what it can do with for all but the largest data. */
  private static final long LEAST_RECEIVER = 256L << 20;

  private static final int SHARE_OF_MEMORY = 3;

  /** Bytes, as they come and as they are put together, and twice the object, while it grows. */
  private static final int RECEIVED = 4;

  /** The heap for a receiver that takes data up to a size, on a machine with so much memory. */
  static long forReceiver(HandoffPlan plan, long memoryBytes) {
    long largest = plan.sizes().getLast();
    int factor = plan.data().stream().mapToInt(DataKind::objectFactor).max().orElse(1);
    long most = Math.max(LEAST_RECEIVER, memoryBytes / SHARE_OF_MEMORY);
    return Math.clamp(LEAST_RECEIVER + largest * (RECEIVED + factor) * 5 / 4, LEAST_RECEIVER, most);
  }

  /** Why a case does not fit, if so. */
  Optional<String> obstacle(DataKind kind, HandoffVariant variant, long bytes) {
    if (bytes <= SMALL) {
      return Optional.empty();
    }
    long sending =
        bytes
            * (kind.objectFactor()
                + switch (variant) {
                  case JAVA -> 7; // an array that doubles, its copy, the frame, the batches
                  case KRYO_KAFKA -> 5;
                  case KRYO_STORE -> kind == DataKind.DOUBLES ? 0 : 3;
                  case SHARED -> 1;
                });
    if (sending > senderBytes * USABLE) {
      return Optional.of(
          "needs a heap of %s; give it more with BATON_JAVA_OPTS=-Xmx…"
              .formatted(DataSize.format((long) (sending / USABLE))));
    }
    long receiving =
        switch (variant) {
          case JAVA, KRYO_KAFKA -> bytes * (kind.objectFactor() + RECEIVED - 1);
          case KRYO_STORE -> bytes * (kind.objectFactor() + 1);
          case SHARED -> 0;
        };
    return receiving > receiverBytes * USABLE
        ? Optional.of(
            "needs a worker's heap of %s, too much for this machine"
                .formatted(DataSize.format((long) (receiving / USABLE))))
        : Optional.empty();
  }
}
