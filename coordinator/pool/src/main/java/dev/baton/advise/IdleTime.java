package dev.baton.advise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** For how long the processors of this machine had nothing to do. Stateless and thread-safe. */
final class IdleTime {

  private static final Path STAT = Path.of("/proc/stat");

  /**
   * Behind the word cpu: user, nice, system, idle, and iowait, in which nothing computes either.
   */
  private static final int IDLE = 4;

  private static final int IO_WAIT = 5;

  private IdleTime() {}

  /** All processors together, in steps of 10 ms; empty on other systems than Linux. */
  static OptionalLong ns() {
    try (Stream<String> lines = Files.lines(STAT)) {
      String[] words = lines.findFirst().orElse("").split("\\s+", -1);
      return OptionalLong.of(
          (Long.parseLong(words[IDLE]) + Long.parseLong(words[IO_WAIT])) * ChildrenCpuTime.TICK_NS);
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
