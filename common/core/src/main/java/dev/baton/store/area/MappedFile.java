package dev.baton.store.area;

import dev.baton.store.ReservedFile;
import dev.baton.store.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file of the host store, mapped whole into this process and kept so: the page tables that a
 * first touch fills are most of what a fresh mapping costs. Thread-safe.
 */
public final class MappedFile {

  /**
   * Without it a view is a mapping of its own, since to make one of a mapping is restricted; that
   * is so in programs, whose JVMs have no flags.
   */
  private static final boolean MAY_REINTERPRET =
      MappedFile.class.getModule().isNativeAccessEnabled();

  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;

  /** For views where they are mappings: the file may have lost its name. */
  private final @Nullable FileChannel forViews;

  private final AtomicInteger users = new AtomicInteger();

  private MappedFile(Path path) throws IOException {
    this.path = path;
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      memory = channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
    if (MAY_REINTERPRET) {
      channel.close();
    }
    forViews = MAY_REINTERPRET ? null : channel;
  }

  /**
   * Makes a file of zeros with its memory, and maps it.
   *
   * @throws IOException if there is no room; nothing is left then
   */
  public static MappedFile create(Path path, long bytes) throws IOException {
    ReservedFile.create(path, bytes);
    try {
      return new MappedFile(path);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** Maps a file that is there. */
  public static MappedFile map(Path path) throws IOException {
    return new MappedFile(path);
  }

  /** What it is called, or was. */
  public Path path() {
    return path;
  }

  /** All of it, mapped until {@link #unmap}; never given to users. */
  public MemorySegment memory() {
    return memory;
  }

  /**
   * A view of a part that lives as long as an arena; whoever asks for it sees to it that the file
   * stays mapped until then.
   */
  public MemorySegment view(long offset, long length, Arena scope) {
    MemorySegment part = memory.asSlice(offset, length);
    if (!memory.scope().isAlive()) {
      throw new IllegalStateException("The host store is closed.");
    }
    FileChannel channel = forViews;
    return channel == null
        ? reinterpret(part, scope)
        : Uninterrupted.apart(() -> map(channel, offset, length, scope));
  }

  private static MemorySegment map(FileChannel channel, long offset, long length, Arena scope) {
    try {
      return channel.map(MapMode.READ_WRITE, offset, length, scope);
    } catch (ClosedChannelException e) {
      throw new IllegalStateException("The host store is closed.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("restricted") // asked for before
  private static MemorySegment reinterpret(MemorySegment part, Arena scope) {
    return part.reinterpret(scope, null);
  }

  /**
   * How long the file is now: to touch memory behind its end would be an error of the JVM. A file
   * that has lost its name is as long as it was.
   */
  public long sizeNow() {
    long length = path.toFile().length();
    return length > 0 || Files.exists(path) ? length : memory.byteSize();
  }

  /** How many use it, where that is counted. */
  public AtomicInteger users() {
    return users;
  }

  /**
   * Gives the address space back. What uses {@link #memory()} now or later gets an exception; views
   * must have ended.
   */
  public void unmap() {
    Arenas.close(arena);
    if (forViews != null) {
      try {
        forViews.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
