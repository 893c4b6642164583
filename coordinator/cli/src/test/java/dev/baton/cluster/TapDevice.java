package dev.baton.cluster;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A network interface whose cable ends in this process: it reads what the kernel sends, and the
 * kernel receives what it writes. One thread reads, another writes.
 */
final class TapDevice {

  /** An Ethernet frame with room for tags. */
  static final int LARGEST_FRAME = 2_048;

  private static final int READ_WRITE = 2;
  private static final long SET_INTERFACE = 0x4004_54ca;
  private static final short TAP_WITHOUT_HEADER = 0x1002;
  private static final int NAME_BYTES = 16;
  private static final int REQUEST_BYTES = 40;

  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle OPEN =
      call(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));

  private static final MethodHandle IOCTL =
      call(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));

  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

  private static final MethodHandle READ = call("read", TRANSFER);
  private static final MethodHandle WRITE = call("write", TRANSFER);

  private final int descriptor;
  private final MemorySegment received = Arena.global().allocate(LARGEST_FRAME);
  private final MemorySegment sent = Arena.global().allocate(LARGEST_FRAME);

  private TapDevice(int descriptor) {
    this.descriptor = descriptor;
  }

  @SuppressWarnings("restricted") // there is no other way to the kernel
  private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type, options);
  }

  /** Makes an interface, which goes with this process. */
  static TapDevice create(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), READ_WRITE);
      MemorySegment request = arena.allocate(REQUEST_BYTES);
      request.setString(0, name);
      request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, TAP_WITHOUT_HEADER);
      if (descriptor < 0 || (int) IOCTL.invokeExact(descriptor, SET_INTERFACE, request) < 0) {
        throw new IOException("No interface " + name + " can be made with /dev/net/tun");
      }
      return new TapDevice(descriptor);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Waits for a frame. */
  byte[] read() throws IOException {
    try {
      long length = (long) READ.invokeExact(descriptor, received, (long) LARGEST_FRAME);
      if (length < 0) {
        return new byte[0]; // the interface is down
      }
      return received.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** Hands a frame to the kernel; one that it does not want is lost, as on any network. */
  void write(byte[] frame) throws IOException {
    try {
      MemorySegment.copy(frame, 0, sent, ValueLayout.JAVA_BYTE, 0, frame.length);
      var _ = (long) WRITE.invokeExact(descriptor, sent, (long) frame.length);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static IOException failure(Throwable thrown) {
    return thrown instanceof IOException known ? known : new IOException(thrown);
  }
}
