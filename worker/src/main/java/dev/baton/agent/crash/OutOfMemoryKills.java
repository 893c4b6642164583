package dev.baton.agent.crash;

import dev.baton.process.ProcFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How often the kernel's out-of-memory killer struck in this process's control group, to which its
 * children belong. Empty where the kernel does not tell: without control groups, or in the root
 * group of version 2. Thread-safe.
 */
public final class OutOfMemoryKills {

  private static final String COUNTER = "oom_kill ";

  private final List<Path> candidates;

  OutOfMemoryKills(List<Path> candidates) {
    this.candidates = candidates;
  }

  /** The kills in the group of this process. */
  public static OutOfMemoryKills ofThisProcess() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/cgroup"))) {
      return new OutOfMemoryKills(lines.flatMap(OutOfMemoryKills::files).toList());
    } catch (IOException e) {
      return new OutOfMemoryKills(List.of());
    }
  }

  /** The current count; only differences are meaningful. */
  public OptionalLong count() {
    return candidates.stream()
        .map(file -> ProcFile.number(file, COUNTER))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Lines are {@code hierarchy:controllers:path}. In a container the path may be the host's, while
   * the group is mounted as the root.
   */
  private static Stream<Path> files(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return Stream.of();
    }
    Path root = Path.of("/sys/fs/cgroup");
    String path = parts[2].replaceFirst("^/+", "");
    return switch (parts[1]) {
      case "" -> Stream.of(path, "").map(dir -> root.resolve(dir).resolve("memory.events"));
      case "memory" ->
          Stream.of(path, "")
              .map(dir -> root.resolve("memory").resolve(dir).resolve("memory.oom_control"));
      default -> Stream.of();
    };
  }
}
