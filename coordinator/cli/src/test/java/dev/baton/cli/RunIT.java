package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.cli.job.JobJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs jobs as a user does: the whole program, with broker, agent and workers. */
class RunIT extends WithSandbox {

  private static final String TEXT =
      "the pool runs the tasks, and the Tasks run in the pool: größer als 1 Kern\n".repeat(500);

  private Path text() throws IOException {
    return Files.writeString(folder.resolve("text.txt"), TEXT);
  }

  /** What wordcount should print, computed without it. */
  private static String counted(int top) {
    Map<String, Long> counts =
        Pattern.compile("[\\p{L}\\p{N}]+")
            .matcher(TEXT.toLowerCase(Locale.ROOT))
            .results()
            .map(MatchResult::group)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(top)
        .map(entry -> entry.getValue() + "\t" + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void resultIsRightAndAloneOnStdout() throws IOException {
    BatonProcess run =
        sandbox.run(
            "run",
            "wordcount",
            "--top",
            "5",
            "--split-size",
            "4096",
            "--progress=never",
            "" + text());

    run.endsWith(0);
    assertThat(run.out()).isEqualTo(counted(5));
    assertThat(run.err()).isEmpty();
    sandbox.assertNothingLeft();
  }

  @Test
  void twoRunsAtOnceDoNotDisturbEachOther() throws IOException {
    BatonProcess words = sandbox.start("run", "--workers=1", "wordcount", "--top=3", "" + text());
    BatonProcess sum = sandbox.start("run", "--workers=1", "sum", "--to=1000000", "--tasks=7");

    words.endsWith(0);
    sum.endsWith(0);
    assertThat(words.out()).isEqualTo(counted(3));
    assertThat(sum.out()).contains("499999500000").contains("7");
    sandbox.assertNothingLeft();
  }

  @Test
  void reportTellsWhatHappened() throws IOException {
    Path report = folder.resolve("report.json");

    sandbox
        .run("run", "sum", "--to=1000", "--tasks=9", "--workers=2", "--report", "" + report)
        .endsWith(0);

    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/job").asText()).isEqualTo("sum");
    assertThat(json.at("/outcome").asText()).isEqualTo("done");
    assertThat(json.at("/jobId").asText()).isNotEmpty();
    assertThat(json.at("/tasks").asInt()).isEqualTo(9);
    assertThat(json.at("/done").asInt()).isEqualTo(9);
    assertThat(json.at("/failed").asInt()).isZero();
    assertThat(json.at("/retried").asInt()).isZero();
    assertThat(json.at("/workers").asInt()).isBetween(1, 2);
    double startMs = json.at("/startMs").asDouble();
    assertThat(startMs).isPositive();
    assertThat(json.at("/wallMs").asDouble()).isGreaterThan(startMs);
    assertThat(json.at("/handoffs/KRYO/tasks").asInt()).isEqualTo(9);
    assertThat(json.at("/handoffs/KRYO/bytes").asLong()).isPositive();
    assertThat(json.at("/phasesMs").fieldNames())
        .toIterable()
        .containsExactly(
            "encode",
            "queue",
            "transfer",
            "decode",
            "execute",
            "encodeResult",
            "return",
            "decodeResult");
    assertThat(json.at("/phasesMs/execute").asDouble()).isPositive();
  }

  /** Its broker has a class path of its own, and the job's jar must not take that from it. */
  @Test
  void aJobFromAJarHasTheBrokerOfTheDistribution() throws IOException {
    sandbox.usePackedBaton();
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);

    BatonProcess run =
        sandbox.run(
            "run", "--jar=" + jar, "--transport=kafka", "--workers=1", "squares", "--below=10");

    assertThat(run.endsWith(0).out()).isEqualTo("285\n");
    sandbox.assertNothingLeft();
  }

  @Test
  void jobOfAUserJarRuns() throws IOException {
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);

    BatonProcess run =
        sandbox.run("run", "--workers=1", "squares", "--jar", jar.toString(), "--below=100");

    run.endsWith(0);
    assertThat(run.out()).isEqualTo("328350\n");
  }

  @Test
  void taskThatThrowsFailsTheJobWithItsRemoteFrames() throws IOException {
    String source =
        JobJar.SQUARES.replace(
            "return (long) number * number;",
            "if (number == 7) throw new IllegalStateException(\"no seven\"); return 0L;");
    Path jar = JobJar.make(folder, "acme.Squares", source);
    Path report = folder.resolve("report.json");

    BatonProcess run =
        sandbox.run(
            "run", "--jar=" + jar, "--workers=1", "--report=" + report, "squares", "--below=10");

    run.endsWith(1);
    assertThat(run.err())
        .contains("baton: The task for 7 failed: java.lang.IllegalStateException: no seven")
        .contains("at acme.Squares$Square.apply(Squares.java:");
    assertThat(run.out()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.at("/outcome").asText()).isEqualTo("failed");
    assertThat(json.at("/failed").asInt()).isEqualTo(1);
    assertThat(json.at("/error").asText()).contains("The task for 7 failed");
    sandbox.assertNothingLeft();
  }

  @Test
  void timeoutEndsATaskThatTakesTooLong() throws IOException {
    BatonProcess run =
        sandbox.run("run", "--workers=1", "--timeout=200ms", "sleep", "--seconds=600", "--tasks=1");

    run.endsWith(1);
    assertThat(run.err()).contains("baton: The task for ").contains("failed");
    sandbox.assertNothingLeft();
  }

  @Test
  void interruptEndsEverythingWith130() throws IOException {
    BatonProcess run =
        sandbox.start(
            "run", "--workers=2", "--progress=always", "sleep", "--seconds=600", "--tasks=4");
    run.awaitPrinted("0 of 4 tasks");

    run.signal("INT");

    run.endsWith(130);
    assertThat(run.err()).contains("baton: interrupted").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    sandbox.assertNothingLeft();
  }

  @Test
  void interruptWhileWorkersStartLeavesNothing() throws IOException {
    BatonProcess run =
        sandbox.start(
            "run", "--transport=kafka", "--progress=always", "sleep", "--seconds=600", "--tasks=4");
    run.awaitPrinted("starting workers");

    run.signal("TERM");

    run.endsWith(143);
    sandbox.assertNothingLeft();
  }

  @Test
  @Tag("thorough")
  void childrenEndWhenTheCoordinatorIsKilled() throws IOException {
    BatonProcess run =
        sandbox.start(
            "run", "--workers=2", "--progress=always", "sleep", "--seconds=600", "--tasks=4");
    run.awaitPrinted("0 of 4 tasks");

    run.signal("KILL");

    run.endsWith(137);
    sandbox.assertNothingLeft();
  }

  @Test
  void readerThatHasEnoughEndsTheJobQuietly() throws IOException {
    String source =
        JobJar.SQUARES
            .replace("sum += square;", "out.println(\"x\".repeat(1000));")
            .replace(
                "private long sum;",
                "private long sum; PrintStream out;\n"
                    + "public void begin(PrintStream out) { this.out = out; }");
    Path jar = JobJar.make(folder, "acme.Squares", source);
    BatonProcess run =
        sandbox.startPiped(
            "run", "--progress=never", "--jar=" + jar, "--workers=1", "squares", "--below=1000000");

    try (BufferedReader head = run.pipe()) {
      assertThat(head.readLine()).isEqualTo("x".repeat(1000));
    }

    run.endsWith(141);
    assertThat(run.err())
        .matches(
            "baton: interrupted, as the reader of the result has gone;"
                + " 'baton resume [0-9a-f-]+' goes on from here\n");
    sandbox.assertNothingLeft();
    assertThat(sandbox.run("jobs").endsWith(0).out()).contains(" interrupted ");
  }

  @Test
  void missingFileIsToldBeforeAnythingStarts() throws IOException {
    BatonProcess run = sandbox.run("run", "wordcount", "/no/such/file");

    run.endsWith(2);
    assertThat(run.err()).isEqualTo("baton: /no/such/file: no such file\n");
  }

  @Test
  void brokerThatDoesNotAnswerIsTold() throws IOException {
    BatonProcess run =
        sandbox.run(
            "run", "--progress=never", "--bootstrap=127.0.0.1:1", "sum", "--to=10", "--tasks=1");

    run.endsWith(3);
    assertThat(run.err()).contains("baton: No Kafka broker answered at 127.0.0.1:1");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  @Tag("thorough")
  void manySmallTasksAreNoTrouble() throws IOException {
    Path jar = JobJar.make(folder, "acme.Squares", JobJar.SQUARES);
    int below = 100_000;

    BatonProcess run =
        sandbox.run("run", "--jar=" + jar, "--workers=2", "squares", "--below=" + below);

    run.endsWith(0);
    long expected = IntStream.range(0, below).mapToLong(i -> (long) i * i).sum();
    assertThat(run.out()).isEqualTo(expected + "\n");
  }
}
