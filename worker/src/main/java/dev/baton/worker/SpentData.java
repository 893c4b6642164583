package dev.baton.worker;

/**
 * Makes the collector reclaim the large data that tasks were given, once they have ended.
 *
 * <p>An array that is larger than the young generation goes straight into the old one, and the
 * serial collector lets that grow to the heap's limit before it looks there. So each such argument
 * would land in untouched memory, which costs several times as much as copying it. After a
 * collection, the young generation becomes a share of the grown heap: later arguments die there,
 * and the heap stops growing. Thread-safe.
 */
final class SpentData {

  /** Smaller data fits into any young generation. */
  private static final long LEAST_BYTES = 16 << 20;

  /** Collecting a small heap takes as long as copying about this much. */
  private static final long LEAST_SPENT = 256 << 20;

  /** The operations needed of a heap. */
  interface Heap {

    /** How much memory it has taken from the system, in bytes. */
    long committed();

    /** How much of it is in use, in bytes. */
    long used();

    /** Collects all garbage. */
    void collect();
  }

  private final Heap heap;
  private long spent;
  private long live;
  private long committed;

  SpentData(Heap heap) {
    this.heap = heap;
    this.committed = heap.committed();
  }

  /** Watches this process's heap. */
  static SpentData ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new SpentData(
        new Heap() {
          @Override
          public long committed() {
            return runtime.totalMemory();
          }

          @Override
          public long used() {
            return runtime.totalMemory() - runtime.freeMemory();
          }

          @Override
          public void collect() {
            System.gc();
          }
        });
  }

  /** Notes that objects were decoded from this many bytes. */
  synchronized void decoded(long bytes) {
    if (bytes >= LEAST_BYTES) {
      spent += bytes;
    }
  }

  /**
   * Notes that a task has ended and was answered. The cost of a collection depends on what is
   * alive, so one runs only when as much was decoded since the last one and the heap has grown by
   * it.
   */
  synchronized void taskEnded() {
    if (spent >= Math.max(live, LEAST_SPENT) && heap.committed() > committed) {
      heap.collect();
      spent = 0;
      live = heap.used();
      committed = heap.committed();
    }
  }
}
