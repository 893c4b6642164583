package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.baton.process.TempDirectory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A temporary file without a name, which is gone with the last process that has it open. */
final class NativeOutput implements AutoCloseable {

  private static final int O_CLOEXEC = 0x8_0000;
  private static final int O_APPEND = 0x400;

  private final Glibc library;
  private final int descriptor;

  NativeOutput(Glibc library) throws IOException {
    this.library = library;
    try (Arena arena = Arena.ofConfined()) {
      String folder = TempDirectory.path().toString();
      MemorySegment name = arena.allocateFrom(folder + "/baton-exec-XXXXXX");
      MemorySegment errno = Glibc.errnoMemory(arena);
      descriptor = library.makeTemp(errno, name, O_CLOEXEC | O_APPEND);
      if (descriptor < 0) {
        throw new IOException(
            "cannot make a file in %s for a command's output: %s"
                .formatted(folder, library.message(Glibc.errno(errno))));
      }
      library.unlink(name);
    }
  }

  int descriptor() {
    return descriptor;
  }

  /** How much is in it, in bytes. */
  long bytes() {
    return library.size(descriptor);
  }

  byte[] content() throws IOException {
    byte[] content = new byte[Math.toIntExact(bytes())];
    if (content.length == 0) {
      return content;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Glibc.errnoMemory(arena);
      MemorySegment buffer = arena.allocate(content.length);
      for (long at = 0; at < content.length; ) {
        long read = library.read(errno, descriptor, buffer.asSlice(at), at);
        if (read <= 0 && (read == 0 || Glibc.errno(errno) != Glibc.EINTR)) {
          throw new IOException(
              "cannot read a command's output: "
                  + (read == 0 ? "it was cut off" : library.message(Glibc.errno(errno))));
        }
        at += Math.max(read, 0);
      }
      MemorySegment.copy(buffer, JAVA_BYTE, 0, content, 0, content.length);
    }
    return content;
  }

  @Override
  public void close() {
    library.close(descriptor);
  }
}
