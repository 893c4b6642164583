package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of the C library for processes that run, and for their output. The layouts are
 * those of Linux on 64 bits. Thread-safe.
 *
 * <p>The JDK's own way goes through a helper program, which is executed first for each process, and
 * tells neither the signal by which a process ended nor what it used.
 */
@SuppressWarnings("restricted") // the JVMs of Baton have native access
final class Glibc {

  private static final int SEEK_END = 2;
  private static final int F_SETFL = 4;
  private static final int O_APPEND = 0x400;
  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_NOEXEC_SEAL = 8;
  private static final int EINVAL = 22;

  /** The same for all processors that a JVM runs on; the C library has it since 2.36 only. */
  private static final long PIDFD_OPEN = 434;

  private static final short POLLIN = 1;
  private static final MemoryLayout POLL =
      MemoryLayout.structLayout(JAVA_INT, JAVA_SHORT, JAVA_SHORT);
  private static final long POLL_EVENTS = 4;

  private final MethodHandle strerror = CFunctions.find("strerror", ADDRESS, JAVA_INT);
  private final MethodHandle kill = CFunctions.find("kill", JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle groupOf = CFunctions.find("getpgid", JAVA_INT, JAVA_INT);
  private final MethodHandle setGroup = CFunctions.find("setpgid", JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle close = CFunctions.find("close", JAVA_INT, JAVA_INT);
  private final MethodHandle seek =
      CFunctions.find("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private final MethodHandle makeMemoryFile =
      CFunctions.findWithErrno("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle setFlags =
      CFunctions.findVariadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle pread =
      CFunctions.findWithErrno("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private final MethodHandle openPidfd =
      CFunctions.findVariadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
  private final MethodHandle poll =
      CFunctions.findWithErrno("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private final MethodHandle wait4 =
      CFunctions.findWithErrno("wait4", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);

  /**
   * Finds the functions.
   *
   * @throws RuntimeException if the library, or the kernel, lacks one
   */
  Glibc() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = CFunctions.errnoMemory(arena);
      int own = openPidfd(errno, Math.toIntExact(ProcessHandle.current().pid()));
      if (own < 0) { // Linux before 5.3, or a sandbox that refuses it
        throw new UnsupportedOperationException(message(CFunctions.errno(errno)));
      }
      close(own);
    }
  }

  /** What the C library calls an error. */
  String message(int error) {
    try {
      MemorySegment text = (MemorySegment) strerror.invokeExact(error);
      return text.reinterpret(Short.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /**
   * Makes a file in memory, without a name, to whose end all writing goes; returns its descriptor,
   * or −1 and an error.
   */
  int makeMemoryFile(MemorySegment errno, MemorySegment name) {
    try {
      int made = (int) makeMemoryFile.invokeExact(errno, name, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
      if (made < 0 && CFunctions.errno(errno) == EINVAL) { // before Linux 6.3
        made = (int) makeMemoryFile.invokeExact(errno, name, MFD_CLOEXEC);
      }
      if (made >= 0) {
        var _ = (int) setFlags.invokeExact(errno, made, F_SETFL, O_APPEND);
      }
      return made;
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** How much is in a file, in bytes. */
  long size(int descriptor) {
    try {
      return (long) seek.invokeExact(descriptor, 0L, SEEK_END);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Reads from a place in a file; returns how much, or −1 and an error. */
  long read(MemorySegment errno, int descriptor, MemorySegment into, long at) {
    try {
      return (long) pread.invokeExact(errno, descriptor, into, into.byteSize(), at);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void close(int descriptor) {
    try {
      var _ = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Opens a descriptor for a process, to wait with; returns it, or −1 and an error. */
  int openPidfd(MemorySegment errno, int pid) {
    try {
      return (int) (long) openPidfd.invokeExact(errno, PIDFD_OPEN, pid, 0);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Waits for the end of a process; returns 1, 0 at the limit, or −1 and an error. */
  int poll(MemorySegment errno, MemorySegment polled, int pidfd, int limitMs) {
    try {
      polled.set(JAVA_INT, 0, pidfd);
      polled.set(JAVA_SHORT, POLL_EVENTS, POLLIN);
      return (int) poll.invokeExact(errno, polled, 1L, limitMs);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Memory for {@link #poll}. */
  static MemorySegment pollMemory(Arena arena) {
    return arena.allocate(POLL);
  }

  /** Waits until a process has ended; returns its number, or −1 and an error. */
  int reap(MemorySegment errno, int pid, MemorySegment status, MemorySegment usage) {
    try {
      return (int) wait4.invokeExact(errno, pid, status, 0, usage);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void kill(int pid, int signal) {
    try {
      var _ = (int) kill.invokeExact(pid, signal);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** The process group of a process, or −1 if it has ended. */
  int groupOf(int pid) {
    try {
      return (int) groupOf.invokeExact(pid);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /**
   * Gives this process a group of its own, so that a signal to the group of those who have started
   * it leaves it alone.
   */
  void leaveGroup() {
    try {
      var _ = (int) setGroup.invokeExact(0, 0);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }
}
