package dev.baton.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.cli.job.JobJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A job in a jar whose tasks a test lets through: the first ones run, the others wait for a gate.
 * Each execution of a task is noted in a file, and a task fails while there is a file that says so.
 */
final class GatedJob {

  /** The variable that makes a host one on which every task fails. */
  static final String BROKEN = "ACME_BROKEN";

  private static final String SOURCE =
      """
      package acme;

      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;
      import java.util.List;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Option;

      @Command(name = "gated", description = "Adds up squares, as far as it is let.")
      public class Gated implements Job<Integer, Long> {
        @Option(names = "--below", required = true) int below;
        @Option(names = "--free", required = true) int free;
        @Option(names = "--place", required = true) Path place;
        @Option(names = "--input") Path input;
        private final StringBuilder text = new StringBuilder();
        private long sum;

        public record Step(String place, int free) implements TaskFunction<Integer, Long> {
          @Override
          public Long apply(Integer number) throws Exception {
            Path folder = Path.of(place);
            Files.writeString(folder.resolve("runs"), number + "\\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.writeString(folder.resolve("directories"), Path.of("").toAbsolutePath() + "\\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (System.getenv("ACME_BROKEN") != null) {
              Files.writeString(folder.resolve("broken"), number + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
              throw new UnsatisfiedLinkError("no acme in java.library.path");
            }
            while (number >= free && !Files.exists(folder.resolve("gate"))
                && !Files.exists(folder.resolve("pass-" + number))) {
              Thread.sleep(20);
            }
            if (Files.exists(folder.resolve("fail-" + number))) {
              throw new IllegalStateException("no " + number);
            }
            return (long) number * number;
          }
        }

        @Override
        public Splits<Integer> split() {
          return new Splits<>(IntStream.range(0, below).boxed(), below);
        }

        @Override
        public List<Path> inputs() {
          return input == null ? List.of() : List.of(input);
        }

        @Override
        public TaskFunction<Integer, Long> task() {
          return new Step(place.toString(), free);
        }

        @Override
        public boolean ordered() {
          return true;
        }

        @Override
        public void fold(Integer number, Long square) {
          sum += square;
          text.append(number).append(' ').append(square).append('\\n');
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.print(text);
          out.println(sum);
        }
      }
      """;

  private final Path place;
  private final Path jar;

  GatedJob(Path folder) throws IOException {
    this.place = Files.createDirectory(folder.resolve("place"));
    this.jar = JobJar.make(folder, "acme.Gated", SOURCE);
  }

  /** The option that has a host's workers know it. */
  String jarOption() {
    return "--jar=" + jar;
  }

  /** The words behind {@code baton run}. */
  List<String> arguments(int below, int free) {
    return List.of(jarOption(), "gated", "--below=" + below, "--free=" + free, "--place=" + place);
  }

  /** Lets all tasks through. */
  void open() throws IOException {
    Files.createFile(place.resolve("gate"));
  }

  /** Lets one task through. */
  void letThrough(int number) throws IOException {
    Files.createFile(place.resolve("pass-" + number));
  }

  /** Has a task fail from now on. */
  void fail(int number) throws IOException {
    Files.createFile(place.resolve("fail-" + number));
  }

  /** Has a task give its result from now on. */
  void mend(int number) throws IOException {
    Files.delete(place.resolve("fail-" + number));
  }

  /** The numbers of the tasks that were begun, in order, each as often as it was. */
  List<Integer> runs() {
    try {
      Path runs = place.resolve("runs");
      return Files.exists(runs)
          ? Files.readAllLines(runs, UTF_8).stream().map(Integer::valueOf).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many tasks were begun on hosts where they fail. */
  int brokenRuns() throws IOException {
    Path broken = place.resolve("broken");
    return Files.exists(broken) ? Files.readAllLines(broken, UTF_8).size() : 0;
  }

  /** Where tasks ran, each place once. */
  Set<Path> directories() throws IOException {
    return Files.readAllLines(place.resolve("directories"), UTF_8).stream()
        .map(Path::of)
        .collect(Collectors.toSet());
  }

  /** Forgets what was begun. */
  void forgetRuns() throws IOException {
    Files.deleteIfExists(place.resolve("runs"));
  }

  /** What the job should print. */
  static String output(int below) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, below)
        .forEach(i -> text.append(i).append(' ').append((long) i * i).append('\n'));
    return text.append(IntStream.range(0, below).mapToLong(i -> (long) i * i).sum())
        .append('\n')
        .toString();
  }
}
