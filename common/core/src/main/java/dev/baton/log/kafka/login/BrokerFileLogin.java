package dev.baton.log.kafka.login;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * The login in the file of client properties that a broker of Baton's own writes. Any Kafka client
 * can use it, with SCRAM. Baton's clients recognise it by an option that Kafka ignores, and log in
 * with {@link KeyLoginModule} instead: SCRAM hashes the password 4,096 times for each connection.
 */
public final class BrokerFileLogin {

  private static final String MARK = " baton=\"true\"";
  private static final String SCRAM = ScramLoginModule.class.getName();

  private BrokerFileLogin() {}

  /**
   * The value of a {@code sasl.jaas.config}.
   *
   * @param user without quotes and backslashes, as is the password
   */
  public static String jaas(String user, String password) {
    return JaasEntry.of(SCRAM, user, password, MARK);
  }

  /**
   * Properties with the faster login, if they have one of a broker of Baton's own; else as given.
   */
  public static Map<String, String> replaced(Map<String, String> properties) {
    String jaas = properties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, "");
    if (!jaas.startsWith(SCRAM) || !jaas.endsWith(MARK + ';')) {
      return properties;
    }
    Map<String, String> replaced = new HashMap<>(properties);
    replaced.put(SaslConfigs.SASL_MECHANISM, KeyLoginModule.MECHANISM);
    replaced.put(
        SaslConfigs.SASL_JAAS_CONFIG,
        KeyLoginModule.class.getName()
            + jaas.substring(SCRAM.length(), jaas.length() - MARK.length() - 1)
            + ';');
    return replaced;
  }
}
