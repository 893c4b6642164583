package dev.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  private static final RunReport DONE =
      new RunReport(
          "sum",
          "sum-1",
          RunReport.Outcome.done,
          null,
          16,
          16,
          4,
          0,
          0,
          1,
          0,
          7,
          2,
          1234.5,
          400.5,
          Map.of("LOCAL", 17L),
          Map.of("KRYO", new RunReport.Traffic(16, 4096)),
          "summed over tasks",
          Map.of("encode", 1.5));

  @TempDir private Path folder;

  @Test
  void reportHasThePromisedNames() throws IOException {
    Path file = folder.resolve("report.json");

    DONE.write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "job",
            "jobId",
            "outcome",
            "tasks",
            "done",
            "restored",
            "failed",
            "cancelled",
            "retried",
            "speculated",
            "malformedRecords",
            "workers",
            "wallMs",
            "startMs",
            "links",
            "handoffs",
            "phases",
            "phasesMs");
    assertThat(json.at("/outcome").asText()).isEqualTo("done");
    assertThat(json.at("/links/LOCAL").asLong()).isEqualTo(17);
    assertThat(json.at("/handoffs/KRYO/bytes").asLong()).isEqualTo(4096);
    assertThat(json.at("/phasesMs/encode").asDouble()).isEqualTo(1.5);
  }

  @Test
  void oldReportIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "old");

    DONE.write(file);

    assertThat(file).content().startsWith("{");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void folderThatHasGoneIsNamed() {
    Path file = folder.resolve("gone").resolve("report.json");

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> DONE.write(file))
        .withMessageContaining(file.toString());
  }
}
