package dev.baton.measure.handoff;

import dev.baton.StoreFullException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data of one kind and size, handed over each way in turn. For one thread. */
final class HandoffPoint implements AutoCloseable {

  private final DataSender sender;
  private final DataKind kind;
  private final Object value;
  private final long checksum;
  private @Nullable SharedData shared;

  HandoffPoint(DataSender sender, DataKind kind, long bytes) {
    this.sender = sender;
    this.kind = kind;
    this.value = kind.make(bytes);
    this.checksum = kind.checksumOf(value);
  }

  /**
   * Measures the handoffs that can be.
   *
   * @param least how many rounds at least
   * @param most and at most
   * @param limitNs how long they may take beyond the least
   */
  void run(List<Crossings> all, int least, int most, long limitNs) throws InterruptedException {
    long startNs = System.nanoTime();
    for (Crossings crossings : all) {
      if (crossings.variant() == HandoffVariant.SHARED && crossings.goesOn()) {
        share(crossings);
      }
      // The first crossing maps what later ones find mapped, and grows buffers and heaps.
      attempt(crossings, false);
    }
    for (int round = 0; round < most; round++) {
      if (round >= least && System.nanoTime() - startNs > limitNs) {
        return;
      }
      for (Crossings crossings : all) {
        attempt(crossings, true);
      }
    }
  }

  private void share(Crossings crossings) throws InterruptedException {
    try {
      SharedData put = sender.share(kind, value);
      shared = put;
      crossings.firstPut(put.putNs());
    } catch (StoreFullException | OutOfMemoryError e) {
      crossings.skip(String.valueOf(e.getMessage()));
    }
  }

  private void attempt(Crossings crossings, boolean counts) throws InterruptedException {
    if (!crossings.goesOn()) {
      return;
    }
    try {
      Crossing crossing = cross(crossings.variant());
      Receipt receipt = crossing.receipt();
      if (receipt.lacksRoom()) {
        crossings.skip("the worker: " + receipt.problem());
      } else if (!receipt.problem().isEmpty()) {
        crossings.fail("the worker failed: " + receipt.problem());
      } else if (receipt.checksum() != checksum) {
        crossings.fail("what arrived is not what was sent: its checksum is wrong");
      } else if (counts) {
        crossings.add(crossing);
      }
    } catch (StoreFullException | OutOfMemoryError e) {
      crossings.skip(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      crossings.fail(String.valueOf(e.getMessage()));
    }
  }

  private Crossing cross(HandoffVariant variant) throws InterruptedException, IOException {
    SharedData put = shared;
    return variant == HandoffVariant.SHARED && put != null
        ? sender.cross(kind, put)
        : sender.cross(variant, kind, value);
  }

  /** Gives the room in the store back. */
  @Override
  public void close() {
    SharedData put = shared;
    if (put != null) {
      put.close();
    }
    sender.tidy();
  }
}
