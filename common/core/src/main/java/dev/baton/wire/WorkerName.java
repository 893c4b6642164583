package dev.baton.wire;

/** What people call a worker: {@code host/number}. */
public final class WorkerName {

  private static final char SEPARATOR = '/';

  private WorkerName() {}

  /**
   * The name of a worker.
   *
   * @param host what people call its host
   * @param number its place on the host, from 0
   */
  public static String of(String host, int number) {
    return host + SEPARATOR + number;
  }

  /** What people call the host of a worker with this name. */
  public static String host(String worker) {
    int end = worker.lastIndexOf(SEPARATOR);
    return end < 0 ? worker : worker.substring(0, end);
  }
}
