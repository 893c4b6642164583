package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.codec.Codec;
import dev.baton.store.Members;
import dev.baton.store.RobustLock;
import dev.baton.store.Uninterrupted;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** Puts shared maps together. */
record SharedMapFactory(Path directory, Members members, Members.Line line) {

  /** Users' functions run under the locks of keys; who needs longer should not be in one. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LARGEST_CAPACITY = 1 << 28;
  private static final int LARGEST_ENTRY = 1 << 24;

  <K, V> ChronicleSharedMap<K, V> create(String name, long capacity, int entryBytes, Codec codec) {
    check(name, capacity, entryBytes);
    ChronicleRuntime.prepare();
    MapFiles files = new MapFiles(directory, name);
    MapControl control =
        fileCall(
            name, "make", () -> MapControl.create(files.control(), name, capacity, entryBytes));
    ChronicleSharedMap<K, V> map = assemble(name, files, control, codec);
    try {
      map.size(); // makes the first generation
      return map;
    } catch (RuntimeException | Error e) {
      map.close();
      fileCall(
          name,
          "remove",
          () -> {
            files.deleteGeneration(1);
            return Files.deleteIfExists(files.control());
          });
      throw e;
    }
  }

  <K, V> ChronicleSharedMap<K, V> open(String name, Codec codec) {
    ChronicleRuntime.prepare();
    MapFiles files = new MapFiles(directory, name);
    MapControl control = fileCall(name, "open", () -> MapControl.open(files.control(), name));
    ChronicleSharedMap<K, V> map = assemble(name, files, control, codec);
    try {
      map.size(); // opens the generation
      return map;
    } catch (RuntimeException | Error e) {
      map.close();
      throw e;
    }
  }

  /** How messages call a map. */
  static String title(String name) {
    return "shared map \"" + name + '"';
  }

  private <K, V> ChronicleSharedMap<K, V> assemble(
      String name, MapFiles files, MapControl control, Codec codec) {
    RobustLock structural = lock(control.structuralLock(), "the entries of " + title(name));
    Stripes stripes =
        new Stripes(
            IntStream.range(0, MapControl.STRIPES)
                .mapToObj(i -> lock(control.stripeLock(i), "a key of " + title(name)))
                .toList());
    GenerationHolder holder = new GenerationHolder(files, control);
    holder.prepare();
    EntryTable table = new EntryTable(title(name), control, structural, holder);
    return new ChronicleSharedMap<>(name, new EntryCodec<>(codec), stripes, table);
  }

  private RobustLock lock(MemorySegment word, String what) {
    return new RobustLock(word, line.token(), members::isAlive, what, PATIENCE);
  }

  private static void check(String name, long capacity, int entryBytes) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > MapControl.LONGEST_NAME) {
      throw new UsageException(
          "The name of a shared map has 1 to %,d bytes, not %,d."
              .formatted(MapControl.LONGEST_NAME, length));
    }
    if (capacity < 1 || capacity > LARGEST_CAPACITY) {
      throw new UsageException(
          "The capacity of %s must be from 1 to %,d entries, not %,d."
              .formatted(title(name), LARGEST_CAPACITY, capacity));
    }
    if (entryBytes < 1 || entryBytes > LARGEST_ENTRY) {
      throw new UsageException(
          "The entryBytes of %s must be from 1 to %,d, not %,d."
              .formatted(title(name), LARGEST_ENTRY, entryBytes));
    }
  }

  private interface FileCall<T> {

    T call() throws IOException;
  }

  private static <T> T fileCall(String name, String verb, FileCall<T> call) {
    return Uninterrupted.apart(
        () -> {
          try {
            return call.call();
          } catch (FileAlreadyExistsException e) {
            throw new UsageException("There is a " + title(name) + " already.", e);
          } catch (NoSuchFileException e) {
            throw new EnvironmentException(
                "There is no %s (%s).".formatted(title(name), e.getFile()), e);
          } catch (IOException e) {
            throw new EnvironmentException(
                "Cannot %s the %s: %s.".formatted(verb, title(name), e.getMessage()), e);
          }
        });
  }
}
