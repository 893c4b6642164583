package dev.baton.broker;

import dev.baton.log.Access;
import dev.baton.log.kafka.TopicAdmin;
import dev.baton.log.kafka.login.JoinToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What other hosts get from a broker: a listener, and logins with the rights of their roles. The
 * one who started the broker may do everything, with the client token too; a host that joins, and
 * its workers, may do what they need.
 */
final class RemoteAccess {

  private static final String AGENT = "agent";
  private static final String WORKER = "worker";

  private final RemoteListener listener;
  private final BrokerLogin owner;
  private final BrokerLogin agent;
  private final BrokerLogin worker;
  private final @Nullable BrokerCertificate certificate;

  private RemoteAccess(
      RemoteListener listener,
      BrokerLogin owner,
      BrokerLogin agent,
      BrokerLogin worker,
      @Nullable BrokerCertificate certificate) {
    this.listener = listener;
    this.owner = owner;
    this.agent = agent;
    this.worker = worker;
    this.certificate = certificate;
  }

  /** Takes what a directory has kept, or makes it, and writes the tokens. */
  static RemoteAccess open(BrokerDirectory directory, BrokerLogin owner, RemoteListener listener)
      throws IOException {
    RemoteAccess access =
        new RemoteAccess(
            listener,
            owner,
            directory.login(AGENT),
            directory.login(WORKER),
            listener.tls() ? BrokerCertificate.of(directory, listener.advertisedHost()) : null);
    directory.writeTokens(access.token(access.agent, access.worker), access.token(access.owner));
    return access;
  }

  private JoinToken token(BrokerLogin... logins) {
    return new JoinToken(
        RemoteListener.inAddress(listener.advertisedHost(), listener.port()),
        List.of(logins).stream().map(BrokerLogin::forToken).toList(),
        certificate == null ? new byte[0] : certificate.certificate());
  }

  /** The broker's settings for it. */
  Map<String, String> settings(String controllerUser) {
    String prefix = BrokerProperties.REMOTE;
    Map<String, String> map = new TreeMap<>();
    map.putAll(BrokerProperties.login(prefix, owner, List.of(agent, worker)));
    map.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    map.put("super.users", "User:" + owner.user() + ";User:" + controllerUser);
    if (certificate != null) {
      map.putAll(certificate.settings(prefix));
    }
    return map;
  }

  /** Grants the rights, once the broker is up. */
  void grant(TopicAdmin admin, String pool) {
    admin.grant(agent.user(), Access.AGENT, pool);
    admin.grant(worker.user(), Access.WORKER, pool);
  }
}
