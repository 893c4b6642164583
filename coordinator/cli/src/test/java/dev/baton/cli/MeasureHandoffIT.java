package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code baton measure handoff}: what it prints and writes, and that nothing is left. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MeasureHandoffIT extends WithSandbox {

  /** Each kind takes about four seconds. */
  private static final List<String> KINDS =
      List.of(System.getProperty("baton.test.handoff.data", "text,double[]").split(","));

  @Test
  void narrowedRunMeasuresAllHandoffsAndCalibratesNothing() throws Exception {
    Path json = folder.resolve("figures.json");

    BatonProcess baton =
        sandbox
            .run(
                "measure",
                "handoff",
                "--quick",
                "--sizes=100,16m",
                "--data=" + String.join(",", KINDS),
                "--json=" + json)
            .endsWith(0);

    List<String> lines = baton.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("What handing data to a worker costs");
    assertThat(lines.get(2)).matches("DATA +SIZE +HANDOFF +TOTAL .*");
    assertThat(lines).anyMatch(line -> line.matches("double\\[] +16 MiB +shared +[0-9.]+ .*"));
    assertThat(baton.out())
        .contains("16 MiB of double[]: shared in place is", "Break-even with kryo-kafka for text")
        .contains("stays as it was");
    assertThat(calibration()).doesNotExist();
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    List<JsonNode> figures =
        all.valueStream().filter(each -> !each.at("/case").asText().equals("break-even")).toList();
    assertThat(figures).hasSize(KINDS.size() * 2 * 4);
    assertThat(all.valueStream().skip(figures.size()))
        .as("break-evens come last")
        .allMatch(each -> each.at("/unit").asText().equals("bytes"));
    assertThat(figures.get(1).get("case").asText()).isEqualTo("kryo-kafka");
    for (JsonNode each : figures) {
      assertCaseIsWhole(each);
    }
    JsonNode kafka = figure(figures, "kryo-kafka", "double[]", 16 << 20);
    JsonNode shared = figure(figures, "shared", "double[]", 16 << 20);
    assertThat(kafka.at("/p50").asDouble()).isGreaterThan(shared.at("/p50").asDouble());
    assertThat(kafka.at("/details/wireBytes").asLong()).isGreaterThan(16 << 20);
    assertThat(shared.at("/details/wireBytes").asLong()).isLessThan(1_000);
    assertThat(shared.at("/details/firstPutMs").asDouble()).isPositive();
    sandbox.assertNothingLeft();
  }

  @Test
  @Tag("thorough")
  void runOfAllDataSetsTheThresholdThatDoctorShows() throws Exception {
    BatonProcess baton =
        sandbox
            .run(
                "measure",
                "handoff",
                "--quick",
                "--sizes=10k,64k,256k,1m",
                "--handoffs=kryo-kafka,kryo-store")
            .endsWith(0);

    assertThat(baton.out()).contains("hands over by reference from", "'baton doctor' shows it");
    assertThat(calibration()).content().contains("format=1", "autoFromBytes=", "machine=");
    assertThat(sandbox.run("doctor").out()).contains("measured here", calibration().toString());
    sandbox.assertNothingLeft();
  }

  @Test
  void brokenCalibrationIsNamedOnceAndIgnored() throws Exception {
    Files.createDirectories(calibration().getParent());
    Files.writeString(calibration(), "format=1\nmachine=another");

    BatonProcess job = sandbox.run("run", "sum", "--to=1000", "--workers=1").endsWith(0);

    assertThat(job.err()).containsOnlyOnce(calibration().toString());
    assertThat(sandbox.run("doctor").out())
        .contains("warn  handoff", "another machine", calibration().toString());
    sandbox.assertNothingLeft();
  }

  @Test
  @Tag("thorough")
  void interruptPrintsWhatThereIsAndLeavesNothing() throws Exception {
    BatonProcess baton =
        sandbox.start("measure", "handoff", "--sizes=100,64m", "--data=records,double[]");
    baton.awaitPrinted("double[], 64 MiB");

    baton.signal("INT");

    baton.endsWith(130);
    assertThat(baton.out()).containsPattern("double\\[] +100 B +kryo-kafka +[0-9]");
    assertThat(calibration()).doesNotExist();
    sandbox.assertNothingLeft();
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws Exception {
    for (String option : List.of("--sizes=2g", "--sizes=big", "--data=trees", "--handoffs=fax")) {
      BatonProcess baton = sandbox.run("measure", "handoff", option).endsWith(2);

      assertThat(baton.err()).contains(option.substring(0, option.indexOf('=')));
    }
  }

  /** The total is the sum of its phases, about. */
  private static void assertCaseIsWhole(JsonNode each) {
    assertThat(each.at("/measurement").asText()).isEqualTo("handoff");
    assertThat(each.at("/unit").asText()).isEqualTo("ms");
    assertThat(each.has("failures")).as(each.toString()).isFalse();
    if (each.at("/n").asInt() == 0) {
      assertThat(each.at("/remark").asText()).startsWith("skipped: ");
      return;
    }
    double phases =
        StreamSupport.stream(
                ((Iterable<String>) () -> each.get("details").fieldNames()).spliterator(), false)
            .filter(name -> name.endsWith("Ms") && !name.equals("firstPutMs"))
            .mapToDouble(name -> each.get("details").get(name).asDouble())
            .sum();
    assertThat(phases).isBetween(each.at("/min").asDouble(), each.at("/max").asDouble() * 1.001);
    assertThat(each.at("/details/copiedBytes").asLong()).isPositive();
  }

  private static JsonNode figure(List<JsonNode> figures, String name, String data, long bytes) {
    return figures.stream()
        .filter(each -> each.get("case").asText().equals(name))
        .filter(each -> each.at("/parameters/data").asText().equals(data))
        .filter(each -> each.at("/parameters/bytes").asLong() == bytes)
        .findFirst()
        .orElseThrow();
  }

  private Path calibration() {
    return folder.resolve("state").resolve("baton").resolve("handoff.properties");
  }
}
