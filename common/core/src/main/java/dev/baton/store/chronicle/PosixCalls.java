package dev.baton.store.chronicle;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import net.openhft.posix.internal.PosixAPIHolder;
import net.openhft.posix.internal.noop.NoOpPosixAPI;

/**
 * What Chronicle Map needs of the operating system beside files: to reserve the memory of a file,
 * so that a full tmpfs is an exception when a map is made and not a SIGBUS later. Thread-safe.
 *
 * <p>Chronicle's own way to it, JNR, generates and loads classes for a quarter of a second of CPU
 * in every JVM that opens a map; this takes a few milliseconds, and only in the one that makes it.
 */
final class PosixCalls extends NoOpPosixAPI {

  private static final int EINTR = 4;

  private PosixCalls() {
    super("Baton's processes need nothing else");
  }

  /** Must be called before any other class of Chronicle is used. */
  static void install() {
    PosixAPIHolder.POSIX_API = new PosixCalls();
  }

  /** Returns 0 or the error number; 0 too where there is no such call, as on macOS. */
  @Override
  @SuppressWarnings("restricted") // the flag for it is one of JvmFlags.sharedMemory
  public int fallocate(int descriptor, int mode, long offset, long length) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("posix_fallocate");
    if (function.isEmpty()) {
      return 0;
    }
    MethodHandle allocate =
        linker.downcallHandle(
            function.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG));
    try {
      int error;
      do {
        error = (int) allocate.invokeExact(descriptor, offset, length);
      } while (error == EINTR);
      return error;
    } catch (Throwable e) {
      throw new LinkageError("posix_fallocate cannot be called", e);
    }
  }
}
