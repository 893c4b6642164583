package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What those may cost who have not logged in. */
class LoginLimitsTest {

  @Test
  void allConnectionsTogetherFillASmallPartOfTheSmallestHeap() {
    Map<String, String> settings = LoginLimits.settings(1 << 20);

    long bytes =
        Long.parseLong(settings.get("max.connections"))
            * Long.parseLong(settings.get("sasl.server.max.receive.size"));
    assertThat(bytes).isLessThan((384L << 20) / 8);
  }

  @Test
  void eachListenerHasItsOwnConnections() {
    assertThat(LoginLimits.settings(1 << 20))
        .containsEntry("listener.name.client.max.connections", "2500")
        .containsEntry("listener.name.controller.max.connections", "2500")
        .containsEntry("listener.name.remote.max.connections", "2500")
        .containsEntry("max.connections", "5000");
  }

  @Test
  void connectionsLeaveMostDescriptorsToFiles() {
    assertThat(LoginLimits.settings(4_096))
        .containsEntry("listener.name.client.max.connections", "1024");
    assertThat(LoginLimits.settings(10))
        .containsEntry("listener.name.client.max.connections", "100");
  }
}
