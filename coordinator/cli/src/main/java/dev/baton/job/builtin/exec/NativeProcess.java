package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A process that was started with {@code posix_spawn}, the first of a process group of its own.
 * After {@code wait4} its number may be another's; so signals and that call exclude each other.
 */
final class NativeProcess implements CommandProcess {

  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int SIGINFO_BYTES = 128;
  private static final int RUSAGE_BYTES = 144;
  private static final int SIGNAL_BITS = 0x7f;
  private static final long MICROS = 1_000_000;

  private final Glibc library;
  private final NativeOutput out;
  private final NativeOutput err;
  private final int pid;
  private List<ProcessHandle> descendants = List.of();
  private boolean isUnwanted;
  private boolean hasEnded;

  private NativeProcess(Glibc library, NativeOutput out, NativeOutput err, int pid) {
    this.library = library;
    this.out = out;
    this.err = err;
    this.pid = pid;
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
  public ProcessEnd await() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Glibc.errnoMemory(arena);
      MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
      while (library.awaitEnd(errno, pid, info) != 0) {
        rejectUnlessInterrupted(errno);
      }
      return reap(arena, errno);
    }
  }

  private synchronized ProcessEnd reap(Arena arena, MemorySegment errno) throws IOException {
    MemorySegment status = arena.allocate(JAVA_INT);
    MemorySegment usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
    if (isUnwanted) { // while its number is certain to be its own and that of its group
      kill();
    }
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
    if (Glibc.errno(errno) != Glibc.EINTR) {
      throw new IOException(
          "cannot wait for process " + pid + ": " + library.message(Glibc.errno(errno)));
    }
  }

  @Override
  public synchronized void terminate() {
    isUnwanted = true;
    // Whoever leaves the group is found as a descendant, as long as its ancestors live.
    descendants =
        ProcessHandle.of(pid).map(process -> process.descendants().toList()).orElse(List.of());
    signal(SIGTERM);
  }

  @Override
  public synchronized void kill() {
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
    out.close();
    err.close();
  }
}
