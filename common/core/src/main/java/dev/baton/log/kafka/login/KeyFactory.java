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
    NameCallback user = new NameCallback("user");
    PasswordCallback key = new PasswordCallback("key", false);
    ask(callbacks, user, key);
    return new KeyClient(user.getName(), new String(key.getPassword()));
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
    return new KeyServer(user -> keyOf(user, callbacks));
  }

  private static @Nullable String keyOf(String user, CallbackHandler callbacks)
      throws SaslException {
    PasswordCallback key = new PasswordCallback("key", false);
    ask(callbacks, new NameCallback("user", user), key);
    char[] found = key.getPassword();
    return found == null ? null : new String(found);
  }

  private static void ask(CallbackHandler callbacks, Callback... questions) throws SaslException {
    try {
      callbacks.handle(questions);
    } catch (IOException | UnsupportedCallbackException e) {
      throw new SaslException("The login has no user or key", e);
    }
  }

  @Override
  public String[] getMechanismNames(@Nullable Map<String, ?> properties) {
    return new String[] {KeyLoginModule.MECHANISM};
  }
}
