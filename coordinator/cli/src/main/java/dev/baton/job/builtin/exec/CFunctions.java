package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** How functions of the C library are found and called. */
@SuppressWarnings("restricted") // the JVMs of Baton have native access
final class CFunctions {

  /** An {@code errno}: a signal came first. */
  static final int EINTR = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

  private CFunctions() {}

  /**
   * A function.
   *
   * @throws RuntimeException if the library does not have it
   */
  static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** A function that takes memory for its {@code errno} before its arguments. */
  static MethodHandle findWithErrno(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
  }

  /** The same for one whose arguments are of any number and type behind the first few. */
  static MethodHandle findVariadic(
      String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LIBRARY.findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.firstVariadicArg(fixed),
        ERRNO);
  }

  /** The variable of the library that holds an address. */
  static MemorySegment variable(String name) {
    return LIBRARY.findOrThrow(name).reinterpret(ADDRESS.byteSize());
  }

  /** Memory in which a function leaves its {@code errno}. */
  static MemorySegment errnoMemory(Arena arena) {
    return arena.allocate(ERRNO_LAYOUT);
  }

  static int errno(MemorySegment memory) {
    return memory.get(JAVA_INT, 0);
  }

  static RuntimeException unexpected(Throwable e) {
    switch (e) {
      case RuntimeException known -> throw known;
      case Error known -> throw known;
      default -> throw new AssertionError("a C function throws nothing", e);
    }
  }
}
