package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A file in memory, which is gone with the last process that has it open. On a disk, two new files
 * for each command are a good part of what a short command costs.
 */
final class NativeOutput implements AutoCloseable {

  private static final MemorySegment NAME = Arena.global().allocateFrom("command-output");

  private final Glibc library;
  private final int descriptor;

  NativeOutput(Glibc library) throws IOException {
    this.library = library;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = CFunctions.errnoMemory(arena);
      descriptor = library.makeMemoryFile(errno, NAME);
      if (descriptor < 0) {
        throw new IOException(
            "cannot make a file in memory for a command's output: %s"
                .formatted(library.message(CFunctions.errno(errno))));
      }
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
      MemorySegment errno = CFunctions.errnoMemory(arena);
      MemorySegment buffer = arena.allocate(content.length);
      for (long at = 0; at < content.length; ) {
        long read = library.read(errno, descriptor, buffer.asSlice(at), at);
        if (read <= 0 && (read == 0 || CFunctions.errno(errno) != CFunctions.EINTR)) {
          throw new IOException(
              "cannot read a command's output: "
                  + (read == 0 ? "it was cut off" : library.message(CFunctions.errno(errno))));
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
