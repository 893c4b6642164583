package dev.baton.process;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The children of this process that Baton has started for itself, as distinct from those that the
 * program's own code starts. Thread-safe.
 */
public final class OwnProcesses {

  private static final Set<Long> ALIVE = ConcurrentHashMap.newKeySet();
  private static final AtomicLong ENDED = new AtomicLong();

  private OwnProcesses() {}

  /**
   * Counts a child as Baton's own until it has ended.
   *
   * @return completes once it has ended and counts as such
   */
  static CompletableFuture<Process> add(Process child) {
    long pid = child.pid();
    ALIVE.add(pid);
    return child
        .onExit()
        .whenComplete(
            (_, _) -> {
              ENDED.incrementAndGet();
              ALIVE.remove(pid);
            });
  }

  /** How many have ended so far. */
  public static long ended() {
    return ENDED.get();
  }

  /** All other descendants of this process: what tasks and the program have started. */
  public static Stream<ProcessHandle> others() {
    return ProcessHandle.current()
        .children()
        .filter(child -> !ALIVE.contains(child.pid()))
        .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()));
  }
}
