package dev.baton.log.kafka.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.UsageException;
import dev.baton.log.kafka.login.JoinToken.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTokenTest {

  private static final JoinToken TOKEN =
      new JoinToken(
          "broker.example:9093",
          List.of(new Login("agent", "a-secret"), new Login("worker", "another")),
          new byte[] {1, 2, 3});

  @Test
  void comesBackFromItsText() {
    JoinToken back = JoinToken.parse(" " + TOKEN.text() + "\n");

    assertThat(back).isEqualTo(TOKEN).hasSameHashCodeAs(TOKEN);
    assertThat(back.certificate()).containsExactly(1, 2, 3);
    assertThat(TOKEN.text()).matches("baton-join-1-[A-Za-z0-9_-]+");
  }

  @Test
  void workersHaveALoginOfTheirOwn() {
    assertThat(TOKEN.clientProperties(1000).get("sasl.jaas.config"))
        .contains("username=\"agent\" password=\"a-secret\"");
    assertThat(TOKEN.workerProperties(1000).get("sasl.jaas.config"))
        .contains("username=\"worker\" password=\"another\"");
  }

  @Test
  void pinsTheCertificateAndComparesNoNames() {
    Map<String, String> properties = TOKEN.clientProperties(1000);

    assertThat(properties)
        .containsEntry("bootstrap.servers", "broker.example:9093")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.type", "PEM")
        .containsEntry(
            "ssl.truststore.certificates",
            "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n")
        .containsEntry("ssl.endpoint.identification.algorithm", "");
    assertThat(TOKEN.fingerprint()).startsWith("03:90:58:C6:F2:C0:CB:49:").hasSize(95);
  }

  @Test
  void saysWhenThereIsNoTls() {
    JoinToken plain = new JoinToken("a:1", List.of(new Login("baton", "a-secret")), new byte[0]);

    assertThat(plain.workerProperties(1000)).isEqualTo(plain.clientProperties(1000));
    assertThat(plain.clientProperties(1000))
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .doesNotContainKey("ssl.truststore.type");
  }

  /** Whichever character is lost or changed. */
  @Test
  void incompleteOrChangedTokensAreRefusedAndNotRepeated() {
    String text = TOKEN.text();
    for (int i = "baton-join-1-".length(); i < text.length(); i++) {
      String shorter = text.substring(0, i);
      String changed = shorter + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
      for (String wrong : new String[] {shorter, changed}) {
        assertThatExceptionOfType(UsageException.class)
            .as(wrong)
            .isThrownBy(() -> JoinToken.parse(wrong))
            .withMessageContaining("is incomplete or was changed")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("YS1zZWNyZXQ", "a-secret"));
      }
    }
  }

  @Test
  void somethingElseIsNoToken() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JoinToken.parse("kafka-1:9092"))
        .withMessage("That is not a join token, which begins with baton-join-1-.");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JoinToken.parse(TOKEN.text().replace("-1-", "-2-")))
        .withMessageContaining("another version of Baton");
  }

  @Test
  void isReadFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN.text() + "\n");

    assertThat(JoinToken.read(file)).isEqualTo(TOKEN);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JoinToken.read(folder.resolve("none")))
        .withMessageContaining("There is no file");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JoinToken.read(folder))
        .withMessageContaining("Cannot read the join token in");
  }

  @Test
  void doesNotGetIntoLogs() {
    assertThat(TOKEN.toString()).isEqualTo("JoinToken[broker.example:9093]");
    assertThat(TOKEN.logins().toString()).isEqualTo("[Login[agent], Login[worker]]");
  }
}
