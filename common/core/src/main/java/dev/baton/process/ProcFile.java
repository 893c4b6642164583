package dev.baton.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what the kernel tells in small text files, such as {@code /proc/meminfo}. */
public final class ProcFile {

  private static final Path PROC = Path.of("/proc");

  private ProcFile() {}

  /**
   * What the kernel tells about a process, one character per byte.
   *
   * @param file such as {@code stat}
   * @return empty for a process that has just ended, for another user's if it may not be read, and
   *     on systems other than Linux
   */
  public static String ofProcess(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The number in the first line with this start that has one.
   *
   * @return empty if there is none, or no such file, as on systems other than Linux
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
