package dev.baton.pool;

import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.StoreUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a store has at a moment, and what its processes have of it.
 *
 * @param use what it says itself
 * @param files how many there are, in memory and on disk
 * @param fileBytes how long they are together
 * @param mostMappings of one process, also of files that are removed
 */
record StoreLevel(StoreUse use, long files, long fileBytes, long mostMappings) {

  static StoreLevel of(Path store, Collection<Long> pids) {
    Path spill = StoreLimits.read(store).spill();
    List<Path> places = spill == null ? List.of(store) : List.of(store, spill);
    List<Path> files = places.stream().flatMap(place -> files(place).stream()).toList();
    return new StoreLevel(
        StoreUse.of(store),
        files.size(),
        files.stream().mapToLong(file -> file.toFile().length()).sum(),
        pids.stream().mapToLong(pid -> mappings(pid, places)).max().orElse(0));
  }

  /** The directories of a pool's store, in memory and on disk. */
  static List<Path> directories(String pool) {
    return StoreLocations.ofThisHost().list().stream()
        .filter(path -> path.getFileName().toString().startsWith(pool + "."))
        .toList();
  }

  private static long mappings(long pid, List<Path> places) {
    return places.stream().mapToLong(place -> ProcessMemory.mappings(pid, place).size()).sum();
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
