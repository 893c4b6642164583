package dev.baton.store.handoff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What machine this is, as far as it decides how fast it is. */
public final class MachineModel {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private MachineModel() {}

  /**
   * In words: architecture, processors, their model. The same after a restart, in every process
   * whatever its flags, and on machines of the same make.
   */
  public static String ofThisMachine() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      List<String> known = lines.toList();
      long processors = known.stream().filter(line -> line.startsWith("processor")).count();
      return System.getProperty("os.arch")
          + ", "
          + processors
          + " x "
          + known.stream()
              .filter(line -> line.startsWith("model name"))
              .findFirst()
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .orElse("unknown");
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch") + ", " + System.getProperty("os.name");
    }
  }
}
