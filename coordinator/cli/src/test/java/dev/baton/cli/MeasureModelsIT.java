package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code baton measure models}, narrowed: what it prints, and that nothing is left. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MeasureModelsIT {

  @TempDir private Path folder;

  @Test
  @Tag("thorough")
  void waitingAndMemoryAreMeasuredInAllModels() throws Exception {
    Path json = folder.resolve("figures.json");
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox
              .run(
                  "measure",
                  "models",
                  "--quick",
                  "--workers=4",
                  "--workloads=io,memory",
                  "--tasks=8",
                  "--json=" + json)
              .endsWith(0);

      List<String> lines = baton.out().lines().toList();
      assertThat(lines.get(2)).matches("WORKLOAD +MODEL +WORKERS +TASKS .*SPEEDUP.*VERDICT");
      assertThat(lines.get(3)).matches("io +serial +1 +8 .* 1\\.00 .*the base");
      assertThat(lines.get(4)).matches("io +thread +4 +8 .*effective: waits in parallel");
      assertThat(lines.subList(3, 21)).allMatch(line -> line.matches("(io|memory) .*"));
      assertThat(lines).anyMatch(line -> line.startsWith("- Work that waits gains from"));
      assertThat(lines).anyMatch(line -> line.startsWith("- Where tasks get a large array"));
      sandbox.assertNothingLeft();
    }
    JsonNode figures = new ObjectMapper().readTree(json.toFile());
    assertThat(figures).hasSize(18);
    assertThat(figures.findValuesAsText("failures")).isEmpty();
    assertThat(figure(figures, "io", "thread", "speedup")).isGreaterThan(1.5);
    assertThat(figure(figures, "io", "async", "speedup")).isGreaterThan(1.5);
    assertThat(figure(figures, "io", "pool-kryo", "startMs")).isPositive();
    assertThat(figure(figures, "io", "pool-kafka", "startMs"))
        .isGreaterThan(figure(figures, "io", "pool-kryo", "startMs"));
    assertThat(figure(figures, "io", "process", "startMs")).isPositive();
    assertThat(figure(figures, "memory", "serial", "cpuMs")).isPositive();
    assertThat(figure(figures, "memory", "pool-kryo", "peakMiB"))
        .isGreaterThan(figure(figures, "memory", "thread", "peakMiB"));
  }

  private static double figure(JsonNode figures, String workload, String model, String name) {
    return StreamSupport.stream(figures.spliterator(), false)
        .filter(each -> each.at("/case").asText().equals(model))
        .filter(each -> each.at("/parameters/workload").asText().equals(workload))
        .findFirst()
        .orElseThrow()
        .at("/details/" + name)
        .asDouble();
  }

  @Test
  @Tag("thorough")
  void interruptPrintsWhatThereIs() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox.start("measure", "models", "--workloads=io,cpu", "--models=process,pool-kryo");
      baton.awaitPrinted("models: process, 2 workers");

      baton.signal("INT");

      baton.endsWith(130);
      assertThat(baton.out()).contains("WORKLOAD").containsPattern("cpu +serial +1 +8 ");
      sandbox.assertNothingLeft();
    }
  }

  @Test
  @Tag("thorough")
  void interruptedPoolLeavesNothing() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      BatonProcess baton =
          sandbox.start("measure", "models", "--quick", "--workloads=cpu", "--models=pool-shared");
      baton.awaitPrinted("models: pool-shared, 4 workers");

      baton.signal("INT");

      baton.endsWith(130);
      sandbox.assertNothingLeft();
    }
  }

  @Test
  void unknownWordsAndNumbersAreExplained() throws Exception {
    try (Sandbox sandbox = new Sandbox(folder)) {
      assertThat(sandbox.run("measure", "models", "--models=threads").endsWith(2).err())
          .contains("--models knows no 'threads'. Did you mean thread?");
      assertThat(sandbox.run("measure", "models", "--workers=0").endsWith(2).err())
          .contains("--workers 0 is not a number from 1");
    }
  }
}
