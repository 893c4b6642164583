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

  /** Each kind takes about four seconds over each transport. */
  private static final List<String> KINDS =
      List.of(System.getProperty("baton.test.handoff.data", "text,double[]").split(","));

  @Test
  void narrowedRunMeasuresAllHandoffsAndCalibratesNothing() throws Exception {
    Path json = folder.resolve("figures.json");

    BatonProcess baton =
        sandbox.start(
            "measure",
            "handoff",
            "--quick",
            "--sizes=100,16m",
            "--data=" + String.join(",", KINDS),
            "--json=" + json);
    baton.awaitPrinted("starting a pool over kafka"); // each transport may take its time
    baton.endsWith(0);

    List<String> lines = baton.out().lines().toList();
    assertThat(lines.getFirst()).startsWith("What a task costs that gets data");
    assertThat(lines.get(2)).matches("OVER +DATA +SIZE +HANDOFF +TOTAL .*");
    assertThat(lines)
        .anyMatch(line -> line.matches("kafka +double\\[] +16 MiB +shared +[0-9.]+ .*"));
    assertThat(baton.out())
        .contains(
            "16 MiB of double[] over sockets: shared in place is",
            "Break-even with kryo-record for text over Kafka")
        .contains("stays as it was");
    assertThat(calibration()).doesNotExist();
    JsonNode all = new ObjectMapper().readTree(json.toFile());
    List<JsonNode> figures =
        all.valueStream().filter(each -> !each.at("/case").asText().equals("break-even")).toList();
    assertThat(figures).hasSize(2 * KINDS.size() * 2 * 5);
    assertThat(all.valueStream().skip(figures.size()))
        .as("break-evens come last")
        .allMatch(each -> each.at("/unit").asText().equals("bytes"));
    assertThat(figures.get(2).get("case").asText()).isEqualTo("kryo-record");
    for (JsonNode each : figures) {
      assertCaseIsWhole(each);
    }
    for (String transport : List.of("local", "kafka")) {
      JsonNode kryo = figure(figures, transport, "kryo-record");
      JsonNode shared = figure(figures, transport, "shared");
      assertThat(kryo.at("/p50").asDouble()).isGreaterThan(shared.at("/p50").asDouble());
      assertThat(kryo.at("/details/recordBytes").asLong()).isGreaterThan(16 << 20);
      assertThat(shared.at("/details/recordBytes").asLong()).isLessThan(1_000);
      assertThat(shared.at("/details/firstPutMs").asDouble()).isPositive();
    }
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
                "--handoffs=kryo-record,kryo-store")
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
    assertThat(baton.out()).containsPattern("local +double\\[] +100 B +kryo-record +[0-9]");
    assertThat(calibration()).doesNotExist();
    sandbox.assertNothingLeft();
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws Exception {
    for (String option :
        List.of(
            "--sizes=2g", "--sizes=big", "--data=trees", "--handoffs=fax", "--transports=fax")) {
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
            .filter(name -> name.endsWith("Ms") && !name.startsWith("first"))
            .mapToDouble(name -> each.get("details").get(name).asDouble())
            .sum();
    assertThat(phases).isBetween(each.at("/min").asDouble(), each.at("/max").asDouble() * 1.001);
    assertThat(each.at("/details/recordBytes").asLong()).isPositive();
  }

  /** That of 16 MiB of numbers. */
  private static JsonNode figure(List<JsonNode> figures, String transport, String name) {
    return figures.stream()
        .filter(each -> each.get("case").asText().equals(name))
        .filter(each -> each.at("/parameters/transport").asText().equals(transport))
        .filter(each -> each.at("/parameters/data").asText().equals("double[]"))
        .filter(each -> each.at("/parameters/bytes").asLong() == 16 << 20)
        .findFirst()
        .orElseThrow();
  }

  private Path calibration() {
    return folder.resolve("state").resolve("baton").resolve("handoff.properties");
  }
}
