package dev.baton.log.kafka.login;

import java.security.Provider;
import java.security.Security;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/**
 * Supplies user and key, the {@code username} and {@code password} of a {@code sasl.jaas.config}.
 *
 * <p>Kafka's SCRAM is for passwords that people choose: it hashes them 4,096 times for each
 * connection, which took a third of a worker's connection time. Its client also fails in programs
 * whose default locale has digits other than 0 to 9, such as Arabic ones.
 */
public final class KeyLoginModule implements LoginModule {

  /** The name of the mechanism in SASL. */
  public static final String MECHANISM = "BATON-HMAC-SHA-256";

  /** The user of a pool's own broker who may do everything. */
  public static final String OWNER = "baton";

  /** What a client says when the broker does not prove that it knows the key. */
  public static final String OTHER_BROKER =
      "what listens there does not know the key of this login, so it is another broker, or had"
          + " another key when these client properties or their join token were made.";

  static {
    int _ = Security.addProvider(new KeyProvider());
  }

  /**
   * Makes the mechanism known, whatever module a login names. Kafka's clients would take a
   * mechanism that this JVM does not know for a broker that does not answer.
   */
  public static void provideMechanism() {
    // Done when this class was initialised.
  }

  /** For Java's login, which finds the class by its name. */
  public KeyLoginModule() {}

  private static final class KeyProvider extends Provider {

    private static final long serialVersionUID = 1L;

    KeyProvider() {
      super("Baton", "1", "The login at a pool's own broker");
      put("SaslClientFactory." + MECHANISM, KeyFactory.class.getName());
      put("SaslServerFactory." + MECHANISM, KeyFactory.class.getName());
    }
  }

  @Override
  public void initialize(
      Subject subject,
      CallbackHandler callbacks,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    subject.getPublicCredentials().add(String.valueOf(options.get("username")));
    subject.getPrivateCredentials().add(String.valueOf(options.get("password")));
  }

  @Override
  public boolean login() {
    return true;
  }

  @Override
  public boolean commit() {
    return true;
  }

  @Override
  public boolean abort() {
    return false;
  }

  @Override
  public boolean logout() {
    return true;
  }
}
