package dev.baton.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PoolStatusTest {

  private static List<String> names(HostStatus... hosts) {
    return new PoolStatus(List.of(hosts), List.of(), null)
        .hosts().stream().map(HostStatus::name).toList();
  }

  private static HostStatus host(String name, long pid) {
    return new HostStatus("baton", name, pid, null, List.of());
  }

  @Test
  void agentsOfOneMachineAreToldApart() {
    assertThat(names(host("one", 7), host("one", 9), host("two", 8)))
        .containsExactly("one:7", "one:9", "two");
  }

  @Test
  void aMachineWithOneAgentHasItsName() {
    assertThat(names(host("one", 7), host("two", 8))).containsExactly("one", "two");
  }
}
