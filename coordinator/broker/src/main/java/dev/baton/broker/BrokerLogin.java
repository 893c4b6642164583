package dev.baton.broker;

import dev.baton.log.kafka.PoolTopics;
import dev.baton.log.kafka.login.BrokerFileLogin;
import dev.baton.log.kafka.login.JaasEntry;
import dev.baton.log.kafka.login.JoinToken.Login;
import dev.baton.log.kafka.login.KeyLoginModule;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The login of one of a broker's users, whose password is random.
 *
 * @param user the name
 * @param password letters, digits, '-' and '_'
 */
record BrokerLogin(String user, String password) {

  private static final int PASSWORD_BYTES = 24;

  /** A new login with a random password. */
  static BrokerLogin random(String user) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new BrokerLogin(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The value of a {@code sasl.jaas.config} with one of Kafka's login modules. */
  String jaas(String module, String more) {
    return configuration("org.apache.kafka.common.security." + module, more);
  }

  /** The value of a {@code sasl.jaas.config} for {@link KeyLoginModule#MECHANISM}. */
  String keyJaas() {
    return configuration(KeyLoginModule.class.getName(), "");
  }

  /**
   * The value of a {@code sasl.jaas.config} of a broker for {@link KeyLoginModule#MECHANISM}.
   *
   * @param others the users beside this one
   */
  String keyJaas(List<BrokerLogin> others) {
    return configuration(
        KeyLoginModule.class.getName(),
        others.stream()
            .map(other -> " user_" + other.user + "=\"" + other.password + '"')
            .collect(Collectors.joining()));
  }

  /** The same for a token. */
  Login forToken() {
    return new Login(user, password);
  }

  private String configuration(String module, String more) {
    return JaasEntry.of(module, user, password, more);
  }

  /** The properties that any Kafka client needs to use the broker. */
  Map<String, String> clientProperties(String bootstrap) {
    return properties(bootstrap, "SCRAM-SHA-512", BrokerFileLogin.jaas(user, password));
  }

  /** The properties for a process of the pool, which has Baton's classes. */
  Map<String, String> poolProperties(String bootstrap) {
    return properties(bootstrap, KeyLoginModule.MECHANISM, keyJaas());
  }

  private static Map<String, String> properties(String bootstrap, String mechanism, String jaas) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("security.protocol", "SASL_PLAINTEXT");
    properties.put("sasl.mechanism", mechanism);
    properties.put("sasl.jaas.config", jaas);
    properties.put("max.request.size", Integer.toString(PoolTopics.LARGEST_BATCH_BYTES));
    return properties;
  }

  /** Omits the password, which must not get into a log by accident. */
  @Override
  public String toString() {
    return "BrokerLogin[" + user + ']';
  }
}
