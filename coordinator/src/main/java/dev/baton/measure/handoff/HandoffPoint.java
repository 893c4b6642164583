package dev.baton.measure.handoff;

import dev.baton.StoreFullException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data of one kind and size, handed over each way in turn. For one thread. */
final class HandoffPoint implements AutoCloseable {

  private final Sender sender;
  private final DataKind kind;
  private final Object value;
  private final long checksum;
  private @Nullable SharedData shared;

  HandoffPoint(Sender sender, DataKind kind, long bytes) {
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
  void run(List<Tries> all, int least, int most, long limitNs) throws InterruptedException {
    long startNs = System.nanoTime();
    for (Tries tries : all) {
      if (tries.way() == Way.SHARED && tries.goesOn()) {
        share(tries);
      }
      // The first crossing maps what later ones find mapped, and grows buffers and heaps.
      attempt(tries, false);
    }
    for (int round = 0; round < most; round++) {
      if (round >= least && System.nanoTime() - startNs > limitNs) {
        return;
      }
      for (Tries tries : all) {
        attempt(tries, true);
      }
    }
  }

  private void share(Tries tries) throws InterruptedException {
    try {
      SharedData put = sender.share(kind, value);
      shared = put;
      tries.firstPut(put.putNs());
    } catch (StoreFullException | OutOfMemoryError e) {
      tries.skip(String.valueOf(e.getMessage()));
    }
  }

  private void attempt(Tries tries, boolean counts) throws InterruptedException {
    if (!tries.goesOn()) {
      return;
    }
    try {
      Crossing crossing = cross(tries.way());
      Receipt receipt = crossing.receipt();
      if (receipt.lacksRoom()) {
        tries.skip("the worker: " + receipt.problem());
      } else if (!receipt.problem().isEmpty()) {
        tries.fail("the worker failed: " + receipt.problem());
      } else if (receipt.checksum() != checksum) {
        tries.fail("what arrived is not what was sent: its checksum is wrong");
      } else if (counts) {
        tries.add(crossing);
      }
    } catch (StoreFullException | OutOfMemoryError e) {
      tries.skip(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      tries.fail(String.valueOf(e.getMessage()));
    }
  }

  private Crossing cross(Way way) throws InterruptedException, IOException {
    SharedData put = shared;
    return way == Way.SHARED && put != null
        ? sender.cross(kind, put)
        : sender.cross(way, kind, value);
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
