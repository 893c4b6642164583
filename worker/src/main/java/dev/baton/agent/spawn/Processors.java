package dev.baton.agent.spawn;

import dev.baton.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Binds each worker to one of the processors that this process may use, with the program {@code
 * taskset}.
 */
public final class Processors {

  private static final String TASKSET = "taskset";
  private static final String ALLOWED = "Cpus_allowed_list:";

  private final List<Integer> allowed;

  private Processors(List<Integer> allowed) {
    this.allowed = allowed;
  }

  /**
   * The processors of this host.
   *
   * @throws EnvironmentException if workers cannot be bound to them here
   */
  public static Processors find() {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, TASKSET)));
    if (!installed) {
      throw new EnvironmentException(
          "Workers cannot be pinned: the program 'taskset' is not installed. Install it (Debian:"
              + " util-linux), or leave pinning off.");
    }
    try {
      return new Processors(
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith(ALLOWED))
              .flatMap(line -> parse(line.substring(ALLOWED.length()).strip()).stream())
              .toList());
    } catch (IOException e) {
      throw new EnvironmentException(
          "Workers cannot be pinned: this system does not tell which processors there are.", e);
    }
  }

  /** The words with which a worker's command begins. */
  List<String> prefix(int worker) {
    int processor = allowed.get(worker % allowed.size());
    return List.of(TASKSET, "--cpu-list", Integer.toString(processor));
  }

  /** The numbers of a list such as {@code 0-3,8}. */
  public static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", 2);
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    return numbers;
  }
}
