package dev.baton.log.kafka.login;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/**
 * Supplies the keys of users to a broker's side of the login: of {@code username}, and of each
 * {@code user_NAME} in its {@code sasl.jaas.config}.
 */
public final class KeyServerCallbacks implements AuthenticateCallbackHandler {

  private static final String FURTHER = "user_";

  private final Map<String, String> keys = new HashMap<>();

  /** For Kafka, which finds the class by its name. */
  public KeyServerCallbacks() {}

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    Map<String, ?> options = entries.getFirst().getOptions();
    keys.put(String.valueOf(options.get("username")), String.valueOf(options.get("password")));
    options.forEach(
        (name, key) -> {
          if (name.startsWith(FURTHER)) {
            keys.put(name.substring(FURTHER.length()), String.valueOf(key));
          }
        });
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    String user = "";
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback name -> user = String.valueOf(name.getDefaultName());
        case PasswordCallback password -> {
          String key = keys.get(user);
          password.setPassword(key == null ? null : key.toCharArray());
        }
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
