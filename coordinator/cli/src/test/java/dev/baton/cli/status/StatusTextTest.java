package dev.baton.cli.status;

import static dev.baton.cli.status.Beats.at;
import static dev.baton.cli.status.Beats.draining;
import static dev.baton.cli.status.Beats.host;
import static dev.baton.cli.status.Beats.job;
import static dev.baton.cli.status.Beats.question;
import static dev.baton.cli.status.Beats.worker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.HostBeat;
import dev.baton.wire.HostData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  private static final int COLUMNS = 80;
  private static final long NOW = 10_000_000;

  private static List<String> lines(List<HostBeat> hosts, int jobs, boolean all) {
    Roll roll = new Roll(Beats.QUESTION);
    roll.hear(question(NOW));
    hosts.forEach(host -> roll.hear(at(NOW, host)));
    IntStream.range(0, jobs).forEach(number -> roll.hear(at(NOW, job(number, 123_456_789, 1_000))));
    List<String> lines = new StatusText(ClusterStatus.of("baton", roll, NOW), all, false).lines();
    assertThat(lines).allMatch(line -> line.length() <= COLUMNS, "fits").noneMatch(String::isBlank);
    return lines;
  }

  private static HostBeat busy(int number) {
    HostBeat beat =
        host(number, "worker-%03d.rack-17.example.org".formatted(number), worker(0, 32, 16, 0));
    return Beats.withData(beat, Beats.data(500, new HostData.Copies(3, 1L << 30, 1L << 40)));
  }

  private static List<HostBeat> hundred() {
    return new ArrayList<>(IntStream.range(0, 100).mapToObj(StatusTextTest::busy).toList());
  }

  @Test
  void oneHostIsShownWithItsWorkers() {
    List<String> lines = lines(List.of(busy(1)), 1, false);

    assertThat(String.join("\n", lines))
        .contains("pool baton, worker-001.rack-17.example.org, agent 4001, 1 worker")
        .contains("store: 500 B of 1000 B in use by 3 blobs")
        .contains("from other hosts: 1.0 TiB received; 3 blobs here now (1.0 GiB)")
        .containsPattern("0 +5000 +busy +17 ")
        .contains("saturation 3858055.91: 123457789 open tasks for 32 slots, 16 running")
        .doesNotContain("1 hosts");
  }

  @Test
  void aFewHostsHaveASummaryToo() {
    List<String> lines = lines(List.of(busy(1), draining(busy(2))), 0, false);

    assertThat(lines.getFirst())
        .isEqualTo("2 hosts (1 up, 1 draining), 2 workers, 32 slots of hosts that are up");
    assertThat(lines).filteredOn(line -> line.contains("WORKER ")).hasSize(2);
  }

  @Test
  void ofAHundredHostsThoseAreListedThatAreWorthALook() {
    List<HostBeat> hosts = hundred();
    hosts.set(17, draining(busy(17)));
    hosts.set(42, host(42, "restless", worker(0, 32, 0, 5)));

    List<String> lines = lines(hosts, 1, false);

    assertThat(lines).hasSizeLessThan(20);
    assertThat(lines.getFirst()).startsWith("100 hosts (99 up, 1 draining), 100 workers");
    assertThat(lines)
        .contains("98 more hosts; --all lists all", "  restless: worker 0 was restarted 5 times")
        .anyMatch(line -> line.matches("worker-017.rack-17.exam… +draining .*"))
        .noneMatch(line -> line.contains("worker-018"));
  }

  @Test
  void allHundredAreListedOnRequest() {
    List<String> lines = lines(hundred(), 30, true);

    assertThat(lines).filteredOn(line -> line.startsWith("worker-")).hasSize(100);
    assertThat(lines).filteredOn(line -> line.startsWith("pool baton,")).hasSize(100);
    assertThat(lines).filteredOn(line -> line.contains("job-")).hasSize(30);
  }

  @Test
  void ofManyJobsAScreenfulIsListed() {
    List<String> lines = lines(List.of(busy(1)), 30, false);

    assertThat(lines).filteredOn(line -> line.contains("job-")).hasSize(20);
    assertThat(lines).contains("10 more jobs; --all lists all");
  }

  @Test
  void whenEveryHostIsWorthALookAScreenfulIsListed() {
    List<HostBeat> hosts =
        IntStream.range(0, 100)
            .mapToObj(number -> host(number, "host-" + number, worker(0, 1, 0, 1)))
            .toList();

    List<String> lines = lines(hosts, 0, false);

    assertThat(lines).contains("80 more hosts; --all lists all").hasSizeLessThan(50);
  }
}
