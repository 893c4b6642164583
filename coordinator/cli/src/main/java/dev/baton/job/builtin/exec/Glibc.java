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
import java.lang.invoke.MethodType;
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

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

  final MethodHandle spawn =
      function("posix_spawnp", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  final MethodHandle initActions = function("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
  final MethodHandle destroyActions =
      function("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
  final MethodHandle addOpen =
      function(
          "posix_spawn_file_actions_addopen",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  final MethodHandle addDup =
      function("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  final MethodHandle addCloseFrom =
      function("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
  final MethodHandle initAttributes = function("posix_spawnattr_init", JAVA_INT, ADDRESS);
  final MethodHandle destroyAttributes = function("posix_spawnattr_destroy", JAVA_INT, ADDRESS);
  final MethodHandle setFlags = function("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  final MethodHandle setDefaultSignals =
      function("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
  final MethodHandle setSignalMask =
      function("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
  final MethodHandle kill = function("kill", JAVA_INT, JAVA_INT, JAVA_INT);
  final MethodHandle close = function("close", JAVA_INT, JAVA_INT);
  final MethodHandle unlink = function("unlink", JAVA_INT, ADDRESS);
  final MethodHandle seek = function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private final MethodHandle strerror = function("strerror", ADDRESS, JAVA_INT);
  final MethodHandle waitId = withErrno("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  final MethodHandle wait4 = withErrno("wait4", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  final MethodHandle makeTemp = withErrno("mkostemp", JAVA_INT, ADDRESS, JAVA_INT);
  final MethodHandle pread = withErrno("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
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

  /** The environment of this process, as {@code execve} takes it. */
  MemorySegment environment() {
    return environment.get(ADDRESS, 0);
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
    MemorySegment text = (MemorySegment) call(strerror, error);
    return text.reinterpret(Short.MAX_VALUE).getString(0);
  }

  /** Calls a function, none of which throws. */
  static Object call(MethodHandle function, Object... arguments) {
    try {
      return (Object) function.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function throws nothing", e);
    }
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return generic(
        LINKER.downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments)));
  }

  private static MethodHandle withErrno(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return generic(
        LINKER.downcallHandle(
            LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO));
  }

  /** Once, so that {@link #call} need not adapt it each time. */
  private static MethodHandle generic(MethodHandle function) {
    int count = function.type().parameterCount();
    return function.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
  }
}
