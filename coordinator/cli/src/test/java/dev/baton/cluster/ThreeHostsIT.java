package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A program on a cluster gives what it gives alone. */
class ThreeHostsIT extends WithThreeHosts {

  private static final int DELAY_MS = 50;
  private static final int WORDS = 300_000;

  /** The shortest round trips in ms of the connections from a host of workers to the broker. */
  private List<Double> leastRoundTrips() {
    String connections = cluster.left().run("ss", "-tinH", "dst", cluster.head().address());
    return Pattern.compile("minrtt:([0-9.]+)")
        .matcher(connections)
        .results()
        .map(found -> Double.valueOf(found.group(1)))
        .toList();
  }

  /** Text of words that are the more frequent the shorter they are. */
  private static Path text(Path folder) throws IOException {
    Random random = new Random(20261129);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      int word = random.nextInt(1 + random.nextInt(5_000));
      text.append("word").append(Integer.toString(word, 36)).append(i % 12 == 0 ? '\n' : ' ');
    }
    return Files.writeString(folder.resolve("text"), text);
  }

  @Test
  @Tag("thorough")
  void aLongAndLossyWayToTheBrokerCostsNothingButTime() throws IOException {
    assumeThat(Path.of("/dev/net/tun")).as("the device that stands for a bad cable").exists();
    String file = text(folder).toString();
    HostProcess cable = cluster.moveHeadAway(DELAY_MS, 10);
    cluster.startWorkers(cluster.left());
    cluster.startWorkers(cluster.right());
    report("the workers have joined, 50 ms away in each direction, 1 % of the frames lost");

    HostProcess run = onCluster("run", "wordcount", "--split-size=10k", file).endsWith(0);

    report("the job has ended");
    assertThat(leastRoundTrips()).isNotEmpty().allMatch(ms -> ms >= 2 * DELAY_MS);
    assertThat(cable.out()).contains(BadCable.LOST);
    HostProcess alone = cluster.head().baton("run", "--workers=2", "wordcount", file).endsWith(0);
    assertThat(run.out()).isEqualTo(alone.out()).isNotEmpty();
    JsonNode status = status();
    assertThat(done(status, cluster.left())).isPositive();
    assertThat(done(status, cluster.right())).isPositive();
    reportBytes();
  }

  @Test
  void oneJobReachesWorkersOfItsHostThroughSocketsAndOthersOverTheLog() throws IOException {
    cluster.startWorkers(cluster.head());
    cluster.startWorkers(cluster.left());
    Path told = folder.resolve("report.json");

    HostProcess run =
        onCluster("run", "--report=" + told, "sleep", "--seconds=0.1", "--tasks=100").endsWith(0);

    assertThat(run.out()).contains("100");
    JsonNode status = status();
    long near = done(status, cluster.head());
    long far = done(status, cluster.left());
    JsonNode links = json(Files.readString(told)).at("/links");
    report("the first host ran %d tasks, left %d; links %s".formatted(near, far, links));
    assertThat(near).isPositive();
    assertThat(far).isPositive();
    assertThat(links.at("/LOCAL").asLong()).isGreaterThanOrEqualTo(near);
    assertThat(links.at("/KAFKA").asLong()).isGreaterThanOrEqualTo(far);
  }

  @Test
  void wordsCountedOnTwoHostsAreThoseCountedOnOne() throws IOException {
    String file = text(folder).toString();
    HostProcess left = cluster.startWorkers(cluster.left());
    HostProcess right = cluster.startWorkers(cluster.right());
    long before = cluster.left().link().receivedBytes();

    HostProcess run = onCluster("run", "wordcount", "--split-size=10k", file).endsWith(0);

    HostProcess alone = cluster.head().baton("run", "--workers=2", "wordcount", file).endsWith(0);
    assertThat(run.out()).isEqualTo(alone.out()).isNotEmpty();
    JsonNode status = status();
    assertThat(status.at("/hosts")).hasSize(2);
    assertThat(host(status, cluster.left()).at("/state").asText()).isEqualTo("up");
    assertThat(host(status, cluster.right()).at("/state").asText()).isEqualTo("up");
    assertThat(done(status, cluster.left())).isPositive();
    assertThat(done(status, cluster.right())).isPositive();
    report(
        "left ran %d tasks, right %d"
            .formatted(done(status, cluster.left()), done(status, cluster.right())));
    assertThat(cluster.left().link().receivedBytes()).isGreaterThan(before);
    reportBytes();

    onCluster("drain", "rig").endsWith(0);

    right.endsWith(0);
    assertThat(right.err()).contains("@head asks with 'baton drain'");
    left.terminate();
    left.endsWith(0);
  }
}
