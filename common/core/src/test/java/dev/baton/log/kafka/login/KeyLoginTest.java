package dev.baton.log.kafka.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLoginTest {

  private static final String KEY = "a-random-key";

  /** As for Kafka: the class brings the mechanism along. */
  @BeforeAll
  static void registerTheMechanism() {
    var _ = new KeyLoginModule();
  }

  @Test
  void whoKnowsTheKeyLogsIn() throws SaslException {
    SaslClient client = client("baton", KEY);
    SaslServer server = server();

    byte[] challenge = server.evaluateResponse(client.evaluateChallenge(new byte[0]));
    byte[] shown = client.evaluateChallenge(challenge);
    assertThat(server.isComplete()).isFalse();
    byte[] last = server.evaluateResponse(shown);

    assertThat(client.isComplete()).isTrue();
    assertThat(server.isComplete()).isTrue();
    assertThat(last).isEmpty();
    assertThat(server.getAuthorizationID()).isEqualTo("baton");
  }

  @Test
  void furtherUsersHaveKeysOfTheirOwn() throws SaslException {
    SaslClient client = client("worker", "another-key");
    SaslServer server = server();
    var _ =
        server.evaluateResponse(
            client.evaluateChallenge(
                server.evaluateResponse(client.evaluateChallenge(new byte[0]))));

    assertThat(server.getAuthorizationID()).isEqualTo("worker");
    SaslClient withOtherKey = client("worker", KEY);
    byte[] challenge = server().evaluateResponse(withOtherKey.evaluateChallenge(new byte[0]));
    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> withOtherKey.evaluateChallenge(challenge));
  }

  @Test
  void theKeyIsNotSent() throws SaslException {
    SaslClient client = client("baton", KEY);
    byte[] first = client.evaluateChallenge(new byte[0]);
    byte[] challenge = server().evaluateResponse(first);
    byte[] shown = client.evaluateChallenge(challenge);

    for (byte[] sent : List.of(first, challenge, shown)) {
      assertThat(new String(sent, UTF_8)).doesNotContain(KEY);
    }
  }

  @Test
  void aBrokerThatDoesNotKnowTheKeyIsLeft() throws SaslException {
    SaslClient client = client("baton", "another key");
    byte[] challenge = server().evaluateResponse(client.evaluateChallenge(new byte[0]));

    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> client.evaluateChallenge(challenge))
        .withMessage(KeyLoginModule.OTHER_BROKER);
    assertThat(client.isComplete()).isFalse();
  }

  @Test
  void whoSendsBackWhatTheBrokerShowedIsRefused() throws SaslException {
    SaslServer server = server();
    byte[] challenge = server.evaluateResponse(client("baton", KEY).evaluateChallenge(new byte[0]));
    byte[] reflected = Arrays.copyOfRange(challenge, KeyProof.NONCE_BYTES, challenge.length);

    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> server.evaluateResponse(reflected));
    assertThat(server.isComplete()).isFalse();
  }

  @Test
  void aProofOfAnotherLoginIsRefused() throws SaslException {
    SaslClient client = client("baton", KEY);
    byte[] first = client.evaluateChallenge(new byte[0]);
    byte[] shown = client.evaluateChallenge(server().evaluateResponse(first));
    SaslServer other = server();
    var _ = other.evaluateResponse(first);

    assertThatExceptionOfType(SaslException.class).isThrownBy(() -> other.evaluateResponse(shown));
  }

  @Test
  void anotherUserIsRefused() throws SaslException {
    byte[] first = client("somebody", KEY).evaluateChallenge(new byte[0]);

    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> server().evaluateResponse(first))
        .withMessageContaining("Authentication failed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 33, 8192})
  void whatIsNoPartOfTheLoginIsRefused(int length) throws SaslException {
    byte[] garbage = new byte[length];

    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> server().evaluateResponse(garbage));
    SaslServer server = server();
    var _ = server.evaluateResponse(client("baton", KEY).evaluateChallenge(new byte[0]));
    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> server.evaluateResponse(garbage));
    SaslClient client = client("baton", KEY);
    var _ = client.evaluateChallenge(new byte[0]);
    assertThatExceptionOfType(SaslException.class)
        .isThrownBy(() -> client.evaluateChallenge(garbage));
  }

  private static SaslClient client(String user, String key) throws SaslException {
    Subject subject = new Subject();
    new KeyLoginModule()
        .initialize(subject, _ -> {}, Map.of(), Map.of("username", user, "password", key));
    CallbackHandler credentials =
        callbacks -> {
          for (Callback callback : callbacks) {
            switch (callback) {
              case NameCallback name ->
                  name.setName((String) subject.getPublicCredentials().iterator().next());
              case PasswordCallback password ->
                  password.setPassword(
                      ((String) subject.getPrivateCredentials().iterator().next()).toCharArray());
              default -> throw new AssertionError(callback);
            }
          }
        };
    return Sasl.createSaslClient(
        new String[] {KeyLoginModule.MECHANISM}, null, "kafka", "host", Map.of(), credentials);
  }

  private static SaslServer server() throws SaslException {
    KeyServerCallbacks callbacks = new KeyServerCallbacks();
    callbacks.configure(
        Map.of(),
        KeyLoginModule.MECHANISM,
        List.of(
            new AppConfigurationEntry(
                KeyLoginModule.class.getName(),
                LoginModuleControlFlag.REQUIRED,
                Map.of("username", "baton", "password", KEY, "user_worker", "another-key"))));
    return Sasl.createSaslServer(KeyLoginModule.MECHANISM, "kafka", "host", Map.of(), callbacks);
  }
}
