package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of different weight on the workers of a cluster. */
@Timeout(300)
class WeightIT extends WithSandbox {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern DONE = Pattern.compile("([0-9]+) of 100000 tasks");

  @Test
  void aJobOfLittleWeightGetsLessThanAnotherAndNeverStandsStill() throws IOException {
    String config = sandbox.startBroker();
    sandbox
        .start("worker", "--kafka-config", config, "--workers=2")
        .awaitPrinted("2 workers joined");
    BatonProcess light = startRun(config, 10);
    await().atMost(PATIENCE).until(() -> done(light) > 0);
    BatonProcess full = startRun(config, 100);
    await().atMost(PATIENCE).until(() -> done(full) > 0);
    int before = done(light);

    await().atMost(PATIENCE).until(() -> done(full) >= 400);
    int meanwhile = done(light) - before;

    assertThat(meanwhile).as("a tenth of 400, and some").isBetween(1, 150);
    for (BatonProcess each : new BatonProcess[] {light, full}) {
      each.signal("INT");
      each.endsWith(130);
    }
  }

  private BatonProcess startRun(String config, int weight) throws IOException {
    return sandbox.start(
        "run",
        "--kafka-config",
        config,
        "--weight=" + weight,
        "--progress=always",
        "sleep",
        "--tasks=100000",
        "--seconds=0.05");
  }

  private static int done(BatonProcess run) throws IOException {
    return DONE.matcher(run.err())
        .results()
        .mapToInt(each -> Integer.parseInt(each.group(1)))
        .max()
        .orElse(0);
  }
}
