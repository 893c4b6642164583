package dev.baton.store.chronicle.map;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.codec.Codec;
import dev.baton.store.Members;
import dev.baton.store.RobustLock;
import dev.baton.store.Uninterrupted;
import dev.baton.store.chronicle.ChronicleRuntime;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
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

  <K, V> ChronicleSharedMap<K, V> create(MapSpec spec, Codec codec) {
    String name = spec.name();
    ChronicleRuntime.prepare();
    MapFiles files = new MapFiles(directory, name);
    MapControl control = fileCall(name, "make", () -> MapControl.create(files.control(), spec));
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

  private <K, V> ChronicleSharedMap<K, V> assemble(
      String name, MapFiles files, MapControl control, Codec codec) {
    RobustLock structural = lock(control.structuralLock(), "the entries of " + MapSpec.title(name));
    KeyLocks stripes =
        new KeyLocks(
            IntStream.range(0, MapControl.STRIPES)
                .mapToObj(i -> lock(control.stripeLock(i), "a key of " + MapSpec.title(name)))
                .toList());
    GenerationHolder holder = new GenerationHolder(files, control);
    holder.prepare();
    EntryTable table = new EntryTable(MapSpec.title(name), control, structural, holder);
    MapSpec spec = new MapSpec(name, control.capacity(), control.entryBytes());
    return new ChronicleSharedMap<>(spec, new EntryCodec<>(codec), stripes, table);
  }

  private RobustLock lock(MemorySegment word, String what) {
    return new RobustLock(word, line.token(), members::isAlive, what, PATIENCE);
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
            throw new UsageException("There is a " + MapSpec.title(name) + " already.", e);
          } catch (NoSuchFileException e) {
            throw new EnvironmentException(
                "There is no %s (%s).".formatted(MapSpec.title(name), e.getFile()), e);
          } catch (IOException e) {
            throw new EnvironmentException(
                "Cannot %s the %s: %s.".formatted(verb, MapSpec.title(name), e.getMessage()), e);
          }
        });
  }
}
