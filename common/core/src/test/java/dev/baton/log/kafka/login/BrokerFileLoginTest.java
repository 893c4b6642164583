package dev.baton.log.kafka.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

class BrokerFileLoginTest {

  private static final String JAAS = BrokerFileLogin.jaas("baton", "a-_9");

  @Test
  void kafkasOwnClientsUseScram() {
    JaasContext read =
        JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(JAAS)));

    assertThat(read.configurationEntries()).hasSize(1);
    AppConfigurationEntry login = read.configurationEntries().getFirst();
    assertThat(login.getLoginModuleName())
        .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule");
    assertThat(login.getOptions().get("username")).isEqualTo("baton");
    assertThat(login.getOptions().get("password")).isEqualTo("a-_9");
  }

  @Test
  void batonsClientsUseTheKey() {
    Map<String, String> replaced =
        BrokerFileLogin.replaced(
            Map.of(
                "sasl.mechanism", "SCRAM-SHA-512", "sasl.jaas.config", JAAS, "client.id", "mine"));

    assertThat(replaced)
        .containsOnly(
            Map.entry("sasl.mechanism", "BATON-HMAC-SHA-256"),
            Map.entry("client.id", "mine"),
            Map.entry(
                "sasl.jaas.config",
                "dev.baton.log.kafka.login.KeyLoginModule required username=\"baton\""
                    + " password=\"a-_9\";"));
  }

  @Test
  void otherLoginsStayAsTheyAre() {
    Map<String, String> scram =
        Map.of(
            "sasl.mechanism",
            "SCRAM-SHA-512",
            "sasl.jaas.config",
            JAAS.replace(" baton=\"true\"", ""));

    assertThat(BrokerFileLogin.replaced(scram)).isEqualTo(scram);
    assertThat(BrokerFileLogin.replaced(Map.of())).isEmpty();
  }
}
