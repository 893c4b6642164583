package dev.baton.log.kafka.login;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates both sides of a login; for Java's SASL, which finds it through {@link KeyLoginModule}.
 */
public final class KeyFactory implements SaslClientFactory, SaslServerFactory {

  /** For Java's SASL. */
  public KeyFactory() {}

  @Override
  public @Nullable SaslClient createSaslClient(
      String[] mechanisms,
      @Nullable String authorizationId,
      String protocol,
      String serverName,
      Map<String, ?> properties,
      CallbackHandler callbacks)
      throws SaslException {
    if (!Arrays.asList(mechanisms).contains(KeyLoginModule.MECHANISM)) {
      return null;
    }
    Credentials credentials = Credentials.of(callbacks);
    return new KeyClient(credentials.user, credentials.key);
  }

  @Override
  public @Nullable SaslServer createSaslServer(
      String mechanism,
      String protocol,
      String serverName,
      Map<String, ?> properties,
      CallbackHandler callbacks)
      throws SaslException {
    if (!mechanism.equals(KeyLoginModule.MECHANISM)) {
      return null;
    }
    Credentials credentials = Credentials.of(callbacks);
    return new KeyServer(credentials.user, credentials.key);
  }

  private record Credentials(String user, String key) {

    static Credentials of(CallbackHandler callbacks) throws SaslException {
      NameCallback user = new NameCallback("user");
      PasswordCallback key = new PasswordCallback("key", false);
      try {
        callbacks.handle(new Callback[] {user, key});
      } catch (IOException | UnsupportedCallbackException e) {
        throw new SaslException("The login has no user or key", e);
      }
      return new Credentials(user.getName(), new String(key.getPassword()));
    }
  }

  @Override
  public String[] getMechanismNames(@Nullable Map<String, ?> properties) {
    return new String[] {KeyLoginModule.MECHANISM};
  }
}
