package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that was started with {@code posix_spawn}, the first of a process group of its own.
 * After {@code wait4} its number may be another's, and gets no signal any more.
 */
final class NativeProcess implements CommandProcess {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int RUSAGE_BYTES = 144;
  private static final int SIGNAL_BITS = 0x7f;
  private static final long MICROS = 1_000_000;
  private static final long MILLI = 1_000_000;
  private static final long LOOK_NS = 5 * MILLI;

  private final Glibc library;
  private final NativeOutput out;
  private final NativeOutput err;
  private final int pid;
  private final int pidfd;
  private List<ProcessHandle> descendants = List.of();
  private boolean isTerminated;
  private boolean isKilled;
  private boolean hasEnded;

  private NativeProcess(Glibc library, NativeOutput out, NativeOutput err, int pid)
      throws IOException {
    this.library = library;
    this.out = out;
    this.err = err;
    this.pid = pid;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = CFunctions.errnoMemory(arena);
      pidfd = library.openPidfd(errno, pid);
      if (pidfd < 0) {
        IOException failure = cannotWait(errno);
        kill();
        reap(arena, errno);
        throw failure;
      }
    }
  }

  /**
   * Starts a process.
   *
   * @throws NotStartedException if the program is not there, or cannot be run
   * @throws IOException if the machine has no room for it
   */
  @SuppressWarnings("MustBeClosedChecker")
  static NativeProcess start(NativeSpawn spawn, List<String> argv)
      throws IOException, NotStartedException {
    Glibc library = spawn.library();
    NativeOutput out = new NativeOutput(library);
    NativeOutput err = null;
    try {
      err = new NativeOutput(library);
      int pid = spawn.start(argv, out.descriptor(), err.descriptor());
      return new NativeProcess(library, out, err, pid);
    } catch (IOException | NotStartedException | RuntimeException e) {
      out.close();
      if (err != null) {
        err.close();
      }
      throw e;
    }
  }

  @Override
  public Optional<ProcessEnd> await(Duration limit) throws IOException {
    long endNs = System.nanoTime() + limit.toNanos();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = CFunctions.errnoMemory(arena);
      MemorySegment polled = Glibc.pollMemory(arena);
      while (true) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime() + MILLI - 1);
        int ended = library.poll(errno, polled, pidfd, (int) Math.max(leftMs, 0));
        if (ended > 0) {
          if (isTerminated && !isKilled && !haveEnded(descendants, endNs)) {
            return Optional.empty();
          }
          if (isTerminated) { // while its number is certain to be its own and that of its group
            kill();
          }
          return Optional.of(reap(arena, errno));
        }
        if (ended == 0) {
          return Optional.empty();
        }
        rejectUnlessInterrupted(errno);
      }
    }
  }

  /** Waits until other processes have ended, too; says whether they have within the limit. */
  private static boolean haveEnded(List<ProcessHandle> processes, long endNs) {
    while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() - endNs >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return true;
  }

  private ProcessEnd reap(Arena arena, MemorySegment errno) throws IOException {
    MemorySegment status = arena.allocate(JAVA_INT);
    MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
    while (library.reap(errno, pid, status, usage) != pid) {
      rejectUnlessInterrupted(errno);
    }
    hasEnded = true;
    int how = status.get(JAVA_INT, 0);
    int signal = how & SIGNAL_BITS;
    ResourceUse use = new ResourceUse(micros(usage, 0), micros(usage, 2));
    return new ProcessEnd(signal == 0 ? how >> Byte.SIZE & 0xff : -1, signal, use);
  }

  /** A {@code struct timeval}, whose seconds are the {@code index}-th number. */
  private static long micros(MemorySegment usage, long index) {
    return usage.getAtIndex(JAVA_LONG, index) * MICROS + usage.getAtIndex(JAVA_LONG, index + 1);
  }

  private void rejectUnlessInterrupted(MemorySegment errno) throws IOException {
    if (CFunctions.errno(errno) != CFunctions.EINTR) {
      throw cannotWait(errno);
    }
  }

  private IOException cannotWait(MemorySegment errno) {
    return new IOException(
        "cannot wait for process " + pid + ": " + library.message(CFunctions.errno(errno)));
  }

  @Override
  public void terminate() {
    isTerminated = true;
    // Whoever leaves the group is found as a descendant, as long as its ancestors live.
    descendants =
        ProcessHandle.of(pid).map(process -> process.descendants().toList()).orElse(List.of());
    descendants.stream()
        .filter(process -> library.groupOf(Math.toIntExact(process.pid())) != pid)
        .forEach(ProcessHandle::destroy);
    signal(SIGTERM);
  }

  @Override
  public void kill() {
    isKilled = true;
    signal(SIGKILL);
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private void signal(int number) {
    if (!hasEnded) {
      library.kill(-pid, number);
    }
  }

  @Override
  public long outputBytes() {
    return Math.max(out.bytes(), err.bytes());
  }

  @Override
  public byte[] out() throws IOException {
    return out.content();
  }

  @Override
  public byte[] err() throws IOException {
    return err.content();
  }

  @Override
  public void close() {
    library.close(pidfd);
    out.close();
    err.close();
  }
}
