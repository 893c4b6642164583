package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RemoteListenerTest {

  @Test
  void isAHostWithOrWithoutAPort() {
    assertThat(RemoteListener.parse("kafka.example", null, 7, true))
        .isEqualTo(new RemoteListener("kafka.example", 7, "kafka.example", true));
    assertThat(RemoteListener.parse("192.0.2.1:9093", "me", 0, false))
        .isEqualTo(new RemoteListener("192.0.2.1", 9093, "me", false));
    assertThat(RemoteListener.parse("[2001:db8::1]:9093", null, 0, true))
        .isEqualTo(new RemoteListener("2001:db8::1", 9093, "2001:db8::1", true));
    assertThat(RemoteListener.inAddress("2001:db8::1", 9093)).isEqualTo("[2001:db8::1]:9093");
  }

  @Test
  void allInterfacesAreNoAddressForOthers() {
    for (String everywhere : new String[] {"0.0.0.0", "0.0.0.0:9093", "[::]:9093"}) {
      assertThatExceptionOfType(UsageException.class)
          .as(everywhere)
          .isThrownBy(() -> RemoteListener.parse(everywhere, null, 0, true))
          .withMessageContaining("--advertise HOST");
    }
    assertThat(RemoteListener.parse("0.0.0.0", "me", 0, true).advertisedHost()).isEqualTo("me");
  }

  @Test
  void somethingElseIsRefused() {
    for (String wrong : new String[] {"", "a b", "host:", "host:99999", "host:1:2x"}) {
      assertThatExceptionOfType(UsageException.class)
          .as(wrong)
          .isThrownBy(() -> RemoteListener.parse(wrong, null, 0, true))
          .withMessageContaining("(--listen)");
    }
  }

  @Test
  void travelsToTheBrokersProcess() {
    RemoteListener listener = new RemoteListener("0.0.0.0", 9093, "me", true);
    Map<String, String> block = new TreeMap<>();
    listener.addTo(block);

    assertThat(RemoteListener.of(block)).isEqualTo(listener);
    assertThat(RemoteListener.of(Map.of())).isNull();
  }
}
