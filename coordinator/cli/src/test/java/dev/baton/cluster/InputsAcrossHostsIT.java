package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.cli.job.JobJar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jars and files of jobs cross to each host once, and only to hosts that lack them. */
class InputsAcrossHostsIT extends WithThreeHosts {

  private static final long MIB = 1 << 20;

  /** What tasks, results, beats, Kafka and TCP add. */
  private static final long OTHER_BYTES = 8 * MIB;

  private static final int JAR_MIB = 24;

  /** Each host has shared memory of its own, so that others do not have this file. */
  private static final String ROWS = "/dev/shm/rows.csv";

  private static final String SIZES =
      """
      package acme;

      import dev.baton.JobFile;
      import dev.baton.TaskContext;
      import dev.baton.TaskFunction;
      import dev.baton.job.Job;
      import dev.baton.job.Splits;
      import java.io.PrintStream;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.List;
      import java.util.stream.IntStream;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Parameters;

      @Command(name = "lines", description = "Counts the lines of a file, again and again.")
      public class Lines implements Job<Integer, Long> {
        @Parameters Path file;
        private long sum;

        @Override
        public List<Path> inputs() {
          return List.of(file);
        }

        @Override
        public Splits<Integer> split() {
          return new Splits<>(IntStream.range(0, 40).boxed(), 40);
        }

        @Override
        public TaskFunction<Integer, Long> task() {
          JobFile input = JobFile.of(file);
          return number -> {
            Thread.sleep(20);
            try (var lines = Files.lines(TaskContext.current().locate(input))) {
              return lines.count();
            }
          };
        }

        @Override
        public void fold(Integer number, Long lines) {
          sum += lines;
        }

        @Override
        public void write(PrintStream out, PrintStream notes) {
          out.println(sum);
        }
      }
      """;

  @Test
  void rowsThatNoOtherHostHasAreAggregatedOnAllOfThem() {
    long bytes = makeRows(900_000);
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    long left = cluster.left().link().receivedBytes();
    long right = cluster.right().link().receivedBytes();

    HostProcess run =
        onCluster("run", "--ship-inputs", "aggregate", "--split-size=256k", ROWS).endsWith(0);

    HostProcess alone = cluster.head().baton("run", "--workers=2", "aggregate", ROWS).endsWith(0);
    assertThat(run.out()).isEqualTo(alone.out()).startsWith("{k0=");
    reportBytes();
    assertBothRanTasks();
    assertThat(cluster.left().link().receivedBytes() - left).isBetween(bytes, bytes + OTHER_BYTES);
    assertThat(cluster.right().link().receivedBytes() - right)
        .isBetween(bytes, bytes + OTHER_BYTES);
  }

  @Test
  void aJarAndTheFilesOfItsJobCrossToEachHostOnceForAllWorkersAndRuns() throws IOException {
    makeRows(1_000);
    Path jar = JobJar.make(folder, "acme.Lines", SIZES);
    addRandomEntry(jar);
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    long left = cluster.left().link().receivedBytes();
    long right = cluster.right().link().receivedBytes();

    for (int i = 0; i < 2; i++) {
      HostProcess run = onCluster("run", "--ship-inputs", "--jar=" + jar, "lines", ROWS);
      assertThat(run.endsWith(0).out()).isEqualTo("40000\n");
    }

    reportBytes();
    assertBothRanTasks();
    assertThat(cluster.left().link().receivedBytes() - left)
        .isBetween(JAR_MIB * MIB, JAR_MIB * MIB + OTHER_BYTES);
    assertThat(cluster.right().link().receivedBytes() - right)
        .isBetween(JAR_MIB * MIB, JAR_MIB * MIB + OTHER_BYTES);
  }

  @Test
  void aHostThatLacksAFileGetsNoTasksAndIsNamed() {
    makeRows(1_000);
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    cluster.left().run("sh", "-c", "printf 'k;1\\n' > " + ROWS);
    cluster.left().run("touch", "-d", "2026-11-01T00:00:00Z", ROWS);
    cluster.head().run("sh", "-c", "printf 'k;1\\n' > " + ROWS);
    cluster.head().run("touch", "-d", "2026-11-01T00:00:00Z", ROWS);
    long sent = cluster.head().link().sentBytes();

    HostProcess run = onCluster("run", "aggregate", ROWS).endsWith(0);

    assertThat(run.out()).isEqualTo("{k=1.0/1.0/1.0}\n");
    JsonNode status = status();
    assertThat(done(status, cluster.left())).isPositive();
    assertThat(done(status, cluster.right())).isZero();
    assertThat(cluster.head().link().sentBytes() - sent).isLessThan(OTHER_BYTES);

    cluster.left().run("rm", ROWS);
    HostProcess refused = onCluster("run", "aggregate", ROWS).endsWith(1);
    assertThat(refused.err())
        .contains("has no file " + ROWS)
        .contains("--ship-inputs")
        .doesNotContain("Exception");
    List<String> words = new ArrayList<>(List.of("run", "wordcount"));
    words.addAll(makeManyFiles());
    words.add(ROWS);
    HostProcess lastIsMissing = onCluster(words.toArray(String[]::new)).endsWith(1);
    assertThat(lastIsMissing.err()).contains("has no file ").contains("--ship-inputs");
    assertThat(done(status(), cluster.right())).as("nothing was tried").isZero();
  }

  @Test
  void commandsReadFilesOfThisHostAndTheFilesThatTheyLeaveComeBack() throws IOException {
    Path here = cluster.head().folder();
    cluster.head().run("sh", "-c", "for i in $(seq 20); do echo line $i > /dev/shm/$i.txt; done");
    Files.writeString(here.resolve("own.txt"), "own\n");
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    List<String> words =
        new ArrayList<>(
            List.of("exec", "--ship-inputs", "--return={/.}.up", "--cleanup", "--shell"));
    words.addAll(List.of("sleep 0.2; tr a-z A-Z < {} > {/.}.up", ":::", "own.txt"));
    IntStream.rangeClosed(1, 20).forEach(i -> words.add("/dev/shm/" + i + ".txt"));

    onCluster(words.toArray(String[]::new)).endsWith(0);

    assertThat(here.resolve("own.up")).hasContent("OWN");
    for (int i = 1; i <= 20; i++) {
      assertThat(here.resolve(i + ".up")).hasContent("LINE " + i);
    }
    assertBothRanTasks();
    for (ClusterHost host : List.of(cluster.left(), cluster.right())) {
      assertThat(host.folder()).isDirectoryNotContaining("glob:**.up");
    }
    assertThat(onCluster("exec", "--return={}.none", "true", ":::", "a").endsWith(1).err())
        .contains("--return: the command left no file a.none (host ");
  }

  /** Makes the same files on two hosts; returns their names. */
  private List<String> makeManyFiles() {
    String names = ROWS + ".";
    for (ClusterHost host : List.of(cluster.head(), cluster.left())) {
      host.run(
          "sh",
          "-c",
          "for i in $(seq 300); do printf 'k;1\\n' > "
              + names
              + "$i; done; touch -d 2026-11-01T00:00:00Z "
              + names
              + "*");
    }
    return IntStream.rangeClosed(1, 300).mapToObj(i -> names + i).toList();
  }

  /** Makes rows on the first host; returns how many bytes they have. */
  private long makeRows(int count) {
    cluster
        .head()
        .run(
            "awk",
            "BEGIN { for (i = 0; i < "
                + count
                + "; i++) printf \"k%d;%d.%d\\n\", i % 500, i % 90, i % 10 > \""
                + ROWS
                + "\" }");
    return Long.parseLong(cluster.head().run("stat", "-c", "%s", ROWS).strip());
  }

  private void assertBothRanTasks() {
    JsonNode status = status();
    for (ClusterHost host : List.of(cluster.left(), cluster.right())) {
      assertThat(done(status, host)).as("tasks on %s", host.name()).isPositive();
    }
  }

  /** What a jar has that is worth counting. */
  private static void addRandomEntry(Path jar) throws IOException {
    byte[] bytes = new byte[(int) (JAR_MIB * MIB)];
    new Random(20261129).nextBytes(bytes);
    try (FileSystem inside =
        FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.write(inside.getPath("ballast"), bytes);
    }
  }
}
