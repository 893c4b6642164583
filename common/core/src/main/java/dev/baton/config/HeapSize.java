package dev.baton.config;

/**
 * The size of a worker's heap.
 *
 * @param bytes the size now, or at first; 0 leaves it to the host's memory
 * @param most what it may grow to; the same for a heap that does not grow
 */
public record HeapSize(long bytes, long most) {

  /** Each worker's share of the host's memory. */
  public static final HeapSize AUTO = fixed(0);

  /** A heap that does not grow. */
  public static HeapSize fixed(long bytes) {
    return new HeapSize(bytes, bytes);
  }

  /** Whether there is a larger size. */
  public boolean canGrow() {
    return bytes < most;
  }

  /** Twice the size, or the largest. */
  public HeapSize grown() {
    return new HeapSize(bytes > most / 2 ? most : 2 * bytes, most);
  }

  @Override
  public String toString() {
    return bytes == most ? Long.toString(bytes) : bytes + ".." + most;
  }
}
