package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Numbers that the kernel tells in small text files, such as {@code /proc/meminfo}. */
public final class ProcFile {

  private ProcFile() {}

  /**
   * The number in the first line that starts so and has one.
   *
   * @return nothing if there is none, or no such file, as on other systems than Linux
   */
  public static OptionalLong number(Path file, String start) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(start))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
