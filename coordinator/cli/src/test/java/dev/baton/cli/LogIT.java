package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.job.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The logs of real processes, whose tasks print at the same time. */
class LogIT extends WithSandbox {

  private static final int TASKS = 8;
  private static final int LINES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each task prints its lines in parts, the last without an end; task 3 fails once. */
  private static final String TALKATIVE =
      """
      package acme;

      import dev.baton.TaskContext;
      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;

      @Command(name = "talk", description = "Prints.")
      public class Talk implements Job<Integer, Integer> {
        public record Step() implements TaskFunction<Integer, Integer> {
          @Override
          public Integer apply(Integer number) throws Exception {
            int attempt = TaskContext.current().attempt();
            if (number == 3 && attempt == 1) {
              throw new IllegalStateException("not yet");
            }
            for (int line = 0; line < LINES; line++) {
              PrintStream stream = line % 2 == 0 ? System.out : System.err;
              stream.print(TaskContext.current().taskId() + " in attempt ");
              Thread.sleep(1);
              stream.print(attempt + " says ");
              stream.print(line);
              if (line < LINES - 1) {
                stream.println();
              }
            }
            return number;
          }
        }

        private long sum;

        @Override
        public Splits<Integer> split() {
          return new Splits<>(IntStream.range(0, TASKS).boxed(), TASKS);
        }

        @Override
        public TaskFunction<Integer, Integer> task() {
          return new Step();
        }

        @Override
        public int slots() {
          return 4;
        }

        @Override
        public void fold(Integer number, Integer same) {
          sum += same;
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.println(sum);
          notes.println("a remark");
        }
      }
      """
          .replace("LINES", "" + LINES)
          .replace("TASKS", "" + TASKS);

  private Path jar;

  @BeforeEach
  void packJob() throws IOException {
    jar = JobJar.make(folder, "acme.Talk", TALKATIVE);
  }

  @Test
  void eachLineOfJsonHasItsTaskAndNoLinesAreMixed() throws IOException {
    Instant before = Instant.now().minusMillis(1);
    BatonProcess run =
        sandbox.run(
            "run", "--log-format=json", "--retries=1", "--workers=2", "--jar=" + jar, "talk");
    run.endsWith(0);

    assertThat(run.out()).isEqualTo(TASKS * (TASKS - 1) / 2 + "\n");
    List<JsonNode> entries = run.err().lines().map(LogIT::json).toList();
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(Instant.parse(entry.path("timestamp").asText()))
                  .isBetween(before, Instant.now());
              assertThat(entry.path("role").asText()).isEqualTo("run");
              assertThat(entry.path("pid").asLong()).isEqualTo(run.pid());
              assertThat(entry.path("level").asText()).isIn("INFO", "WARN");
            });
    List<String> said =
        entries.stream().filter(entry -> entry.has("task")).map(LogIT::saidByItsTask).toList();
    assertThat(said).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(entries)
        .filteredOn(entry -> entry.has("task"))
        .allSatisfy(
            entry -> {
              assertThat(entry.path("worker").asText()).isIn("0", "1");
              assertThat(entry.path("job").asText()).isNotEmpty();
            });
    assertThat(entries).anyMatch(entry -> entry.path("message").asText().equals("a remark"));
    sandbox.assertNothingLeft();
  }

  @Test
  void aFileHasTheLogAndPeopleHaveTheirMessages() throws IOException {
    Path file = Files.writeString(folder.resolve("baton.log"), "before\n");
    BatonProcess run =
        sandbox.run(
            "run", "--log-file=" + file, "--retries=1", "--workers=2", "--jar=" + jar, "talk");
    run.endsWith(0);

    assertThat(run.err()).contains("[worker ", "\na remark\n").doesNotContain("INFO");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo("before");
    Pattern ofTask =
        Pattern.compile("\\S+Z INFO  run \\[worker [01] job=\\S+ task=(\\d+) attempt=(\\d)] (.*)");
    List<String> said =
        lines.stream()
            .map(ofTask::matcher)
            .filter(Matcher::matches)
            .map(parts -> said(parts.group(1), parts.group(2), parts.group(3)))
            .toList();
    assertThat(said).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(lines).anyMatch(line -> line.endsWith(" INFO  run a remark"));
  }

  @Test
  void aFailureIsAnErrorInOneEntry() throws IOException {
    BatonProcess run =
        sandbox.run("run", "--log-format=json", "--workers=1", "--jar=" + jar, "talk");
    run.endsWith(1);

    List<JsonNode> errors =
        run.err()
            .lines()
            .map(LogIT::json)
            .filter(entry -> entry.path("level").asText().equals("ERROR"))
            .toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().path("message").asText()).contains("not yet", "\n    at ");
  }

  @Test
  void aFileThatCannotBeOpenedIsAnErrorBeforeAnythingRuns() throws IOException {
    Path file = folder.resolve("none").resolve("baton.log");
    for (List<String> command :
        List.of(
            List.of("run", "--jar=" + jar, "talk"),
            List.of("exec", "true", ":::", "a"),
            List.of("worker", "--bootstrap=127.0.0.1:1"),
            List.of("broker"),
            List.of("dashboard", "--bootstrap=127.0.0.1:1"))) {
      List<String> words = new ArrayList<>(command);
      words.add(1, "--log-file=" + file);
      BatonProcess process = sandbox.run(words.toArray(String[]::new));

      process.endsWith(2);
      assertThat(process.out()).isEmpty();
      assertThat(process.err())
          .isEqualTo(
              "baton: There is no folder %s (--log-file %s).%n".formatted(file.getParent(), file));
    }
    sandbox.assertNothingLeft();
  }

  @Test
  void brokerAndWorkersOfAClusterHaveLogsOfTheirOwn() throws IOException {
    Path login = folder.resolve("broker");
    BatonProcess broker =
        sandbox.start("broker", "--log-format=json", "--data-dir=" + login, "--port=0");
    broker.awaitPrinted("Broker ready at");
    Matcher config = Pattern.compile("--kafka-config (\\S+)").matcher(broker.out());
    assertThat(config.find()).isTrue();
    String cluster = "--kafka-config=" + config.group(1);
    BatonProcess worker =
        sandbox.start("worker", cluster, "--log-format=json", "--workers=1", "--slots=4");
    worker.awaitPrinted("joined pool");
    sandbox.run("run", cluster, "--retries=1", "--jar=" + jar, "talk").endsWith(0);
    worker.signal("TERM");
    worker.endsWith(0);
    broker.signal("TERM");
    broker.endsWith(0);

    List<JsonNode> entries = worker.err().lines().map(LogIT::json).toList();
    assertThat(entries).allMatch(entry -> entry.path("role").asText().equals("worker"));
    assertThat(
            entries.stream().filter(entry -> entry.has("task")).map(LogIT::saidByItsTask).toList())
        .containsExactlyInAnyOrderElementsOf(expected());
    assertThat(broker.err().lines().map(LogIT::json).map(entry -> entry.path("message").asText()))
        .anyMatch(message -> message.startsWith("the broker ends"));
    sandbox.assertNothingLeft();
  }

  /** What a task says of itself, where its entry says the same of it. */
  private static String saidByItsTask(JsonNode entry) {
    return said(
        entry.path("task").asText(),
        entry.path("attempt").asText(),
        entry.path("message").asText());
  }

  private static String said(String task, String attempt, String text) {
    String front = task + " in attempt " + attempt + " says ";
    assertThat(text).startsWith(front);
    return text.substring(front.length());
  }

  private static List<String> expected() {
    return IntStream.range(0, TASKS)
        .boxed()
        .flatMap(_ -> IntStream.range(0, LINES).mapToObj(Integer::toString))
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
