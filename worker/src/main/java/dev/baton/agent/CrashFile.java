package dev.baton.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a JVM writes when it crashes. */
final class CrashFile {

  private static final String FRAME = "# Problematic frame:";

  private CrashFile() {}

  /** Flags that send it where it is looked for, and spare the disk a dump of the memory. */
  static List<String> flags() {
    return List.of("-XX:ErrorFile=" + path("%p"), "-XX:-CreateCoredumpOnCrash");
  }

  /** What the file of a process says of the crash, and where it is; empty if there is none. */
  static String describe(long pid) {
    Path file = path(Long.toString(pid));
    if (!Files.isReadable(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file)) {
      String frame =
          lines
              .limit(40)
              .dropWhile(line -> !line.startsWith(FRAME))
              .skip(1)
              .limit(1)
              .map(line -> line.substring(1).strip())
              .collect(Collectors.joining());
      return "crashed in " + frame + ", see " + file;
    } catch (IOException e) {
      return "crashed, see " + file;
    }
  }

  private static Path path(String pid) {
    return Path.of(System.getProperty("java.io.tmpdir"), "baton-crash-" + pid + ".log");
  }
}
