package dev.baton.log.kafka.login;

import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/** Supplies the user and key of its {@code sasl.jaas.config} to a broker's side of the login. */
public final class KeyServerCallbacks implements AuthenticateCallbackHandler {

  private String user = "";
  private String key = "";

  /** For Kafka, which finds the class by its name. */
  public KeyServerCallbacks() {}

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    Map<String, ?> options = entries.getFirst().getOptions();
    user = String.valueOf(options.get("username"));
    key = String.valueOf(options.get("password"));
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback name -> name.setName(user);
        case PasswordCallback password -> password.setPassword(key.toCharArray());
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
