package dev.baton.worker;

/**
 * Has the collector take back the large data that tasks were given, once they have ended.
 *
 * <p>An array that is larger than the young generation goes straight into the old one, and the
 * serial collector lets that grow to the heap's limit before it looks there. So each such argument
 * would lie in memory that was never touched, which costs several times what copying it does. Once
 * the collector has looked, it makes the young generation a share of what the heap has grown to:
 * the next of them die there, and the heap grows no more. Thread-safe.
 */
final class SpentData {

  /** Smaller data fits into any young generation. */
  private static final long LEAST_BYTES = 16 << 20;

  /** A collection of a small heap takes as long as copying about so much. */
  private static final long LEAST_SPENT = 256 << 20;

  /** What is asked of a heap. */
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

  /** Of this process's heap. */
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

  /** Objects were made of so many bytes. */
  synchronized void decoded(long bytes) {
    if (bytes >= LEAST_BYTES) {
      spent += bytes;
    }
  }

  /**
   * A task has ended, and was answered for. A collection costs what is alive then, so it comes only
   * when as much was decoded since the last one, and when the heap has grown by it.
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
