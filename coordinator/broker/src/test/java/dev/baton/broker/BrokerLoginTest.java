package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.kafka.ClientProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerLoginTest {

  @Test
  void everyLoginHasItsOwnLongPassword() {
    BrokerLogin one = BrokerLogin.random("baton");
    BrokerLogin other = BrokerLogin.random("baton");

    assertThat(one.password()).hasSize(32).matches("[A-Za-z0-9_-]+").isNotEqualTo(other.password());
  }

  @Test
  void passwordDoesNotGetIntoLogs() {
    BrokerLogin login = BrokerLogin.random("baton");

    assertThat(login.toString()).doesNotContain(login.password());
  }

  @Test
  void clientPropertiesAreSuchAsBatonTakes() {
    Map<String, String> properties = BrokerLogin.random("baton").clientProperties("127.0.0.1:1");

    assertThat(ClientProperties.of(properties)).isNotNull();
    assertThat(properties).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    assertThat(ClientProperties.of(BrokerLogin.random("baton").poolProperties("127.0.0.1:1")))
        .isNotNull();
  }
}
