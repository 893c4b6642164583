package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The functions of the C library that start a process and wait for it. The layouts are those of
 * Linux on 64 bits. Thread-safe.
 *
 * <p>The JDK's own way goes through a helper program, which is executed first for each process, and
 * tells neither the signal by which a process ended nor what it used.
 */
@SuppressWarnings("restricted") // the JVMs of Baton have native access
final class Glibc {

  /** Of {@code errno}: a signal came first. */
  static final int EINTR = 4;

  private static final int O_RDONLY = 0;
  private static final int SEEK_END = 2;
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x0100_0000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

  private final MethodHandle spawn =
      function("posix_spawnp", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle initActions =
      function("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
  private final MethodHandle destroyActions =
      function("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
  private final MethodHandle addOpen =
      function(
          "posix_spawn_file_actions_addopen",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  private final MethodHandle addDup =
      function("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle addCloseFrom =
      function("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle initAttributes = function("posix_spawnattr_init", JAVA_INT, ADDRESS);
  private final MethodHandle setFlags =
      function("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  private final MethodHandle setDefaultSignals =
      function("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
  private final MethodHandle setSignalMask =
      function("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
  private final MethodHandle kill = function("kill", JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle close = function("close", JAVA_INT, JAVA_INT);
  private final MethodHandle unlink = function("unlink", JAVA_INT, ADDRESS);
  private final MethodHandle seek = function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private final MethodHandle strerror = function("strerror", ADDRESS, JAVA_INT);
  private final MethodHandle waitId =
      withErrno("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle wait4 =
      withErrno("wait4", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private final MethodHandle makeTemp = withErrno("mkostemp", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle pread =
      withErrno("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private final MemorySegment environment =
      LIBRARY.findOrThrow("environ").reinterpret(ADDRESS.byteSize());

  private Glibc() {}

  /** The library, if it is one with these functions. */
  static Optional<Glibc> load() {
    boolean isLinux64 =
        System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;
    try {
      return isLinux64 ? Optional.of(new Glibc()) : Optional.empty();
    } catch (RuntimeException e) { // an older one, another one, or none is to be called
      return Optional.empty();
    }
  }

  /** Memory in which a function leaves its {@code errno}. */
  static MemorySegment errnoMemory(Arena arena) {
    return arena.allocate(ERRNO_LAYOUT);
  }

  static int errno(MemorySegment memory) {
    return memory.get(JAVA_INT, 0);
  }

  /** What the C library calls an error. */
  String message(int error) {
    try {
      MemorySegment text = (MemorySegment) strerror.invokeExact(error);
      return text.reinterpret(Short.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Starts a process in the environment of this one; returns 0 or an error. */
  int spawn(
      MemorySegment pid,
      MemorySegment program,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment argv) {
    try {
      return (int)
          spawn.invokeExact(pid, program, actions, attributes, argv, environment.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void initActions(MemorySegment actions) {
    try {
      var _ = (int) initActions.invokeExact(actions);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void destroyActions(MemorySegment actions) {
    try {
      var _ = (int) destroyActions.invokeExact(actions);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Has the process open a file for reading. */
  void addOpen(MemorySegment actions, int descriptor, MemorySegment path) {
    try {
      var _ = (int) addOpen.invokeExact(actions, descriptor, path, O_RDONLY, 0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void addDup(MemorySegment actions, int from, int to) {
    try {
      var _ = (int) addDup.invokeExact(actions, from, to);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void addCloseFrom(MemorySegment actions, int first) {
    try {
      var _ = (int) addCloseFrom.invokeExact(actions, first);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Fills in attributes, which are never let go of. */
  void setAttributes(
      MemorySegment attributes,
      short flags,
      MemorySegment signalMask,
      MemorySegment defaultSignals) {
    try {
      var _ = (int) initAttributes.invokeExact(attributes);
      var _ = (int) setSignalMask.invokeExact(attributes, signalMask);
      var _ = (int) setDefaultSignals.invokeExact(attributes, defaultSignals);
      var _ = (int) setFlags.invokeExact(attributes, flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Waits until a process has ended, and leaves it as it is; returns 0, or −1 and an error. */
  int awaitEnd(MemorySegment errno, int pid, MemorySegment info) {
    try {
      return (int) waitId.invokeExact(errno, P_PID, pid, info, WEXITED | WNOWAIT);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Waits until a process has ended; returns its number, or −1 and an error. */
  int reap(MemorySegment errno, int pid, MemorySegment status, MemorySegment usage) {
    try {
      return (int) wait4.invokeExact(errno, pid, status, 0, usage);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void kill(int pid, int signal) {
    try {
      var _ = (int) kill.invokeExact(pid, signal);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Makes a file named after a pattern; returns its descriptor, or −1 and an error. */
  int makeTemp(MemorySegment errno, MemorySegment pattern, int flags) {
    try {
      return (int) makeTemp.invokeExact(errno, pattern, flags);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void unlink(MemorySegment path) {
    try {
      var _ = (int) unlink.invokeExact(path);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void close(int descriptor) {
    try {
      var _ = (int) close.invokeExact(descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** How much is in a file, in bytes. */
  long size(int descriptor) {
    try {
      return (long) seek.invokeExact(descriptor, 0L, SEEK_END);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Reads from a place in a file; returns how much, or −1 and an error. */
  long read(MemorySegment errno, int descriptor, MemorySegment into, long at) {
    try {
      return (long) pread.invokeExact(errno, descriptor, into, into.byteSize(), at);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    switch (e) {
      case RuntimeException known -> throw known;
      case Error known -> throw known;
      default -> throw new AssertionError("a C function throws nothing", e);
    }
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle withErrno(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
  }
}
