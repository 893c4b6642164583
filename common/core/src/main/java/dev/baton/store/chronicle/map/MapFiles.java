package dev.baton.store.chronicle.map;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The files of a shared map. Users choose the names of maps, so files go by a digest of the name,
 * which is in the control file.
 */
final class MapFiles {

  private final Path directory;
  private final String stem;

  MapFiles(Path directory, String name) {
    this.directory = directory;
    this.stem =
        "map-" + HexFormat.of().formatHex(MapKey.digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  Path control() {
    return directory.resolve(stem);
  }

  Path generation(long number) {
    return directory.resolve(stem + ".g" + number);
  }

  /** Removes a generation's file, if there is one; who has it mapped can still read it. */
  void deleteGeneration(long number) throws IOException {
    Files.deleteIfExists(generation(number));
  }
}
