package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.Channel;
import dev.baton.log.kafka.KafkaLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** A neighbour on the same machine, who has no login, fills the broker's connections. */
class BrokerFloodIT {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final int CONNECTIONS = 1_100;
  private static final int ANNOUNCED = 524_200;

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void connectionsThatAnnounceMuchAndNeverLogInDoNotEndIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(withSmallestHeap(), output::add)) {
      Map<String, String> properties = broker.awaitReady(READY);

      try (KafkaLog before = KafkaLog.connect("night", properties)) {
        for (String listener : listeners(properties)) {
          int port = Integer.parseInt(listener.replaceFirst(".*:", ""));
          for (int i = 0; i < CONNECTIONS; i++) {
            announce(port);
          }
        }

        assertThat(before.partitions(Channel.INBOX)).isEqualTo(5);
      }
      try (KafkaLog later = KafkaLog.connect("night", properties)) {
        assertThat(later.partitions(Channel.INBOX)).isEqualTo(5);
      }
      assertThat(broker.onExit()).isNotDone();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(output).as("a neighbour does not fill the user's terminal").isEmpty();
  }

  private void announce(int port) {
    try {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 3_000);
      socket
          .getOutputStream()
          .write(ByteBuffer.allocate(8).putInt(ANNOUNCED).putInt(0x00120000).array());
    } catch (IOException e) {
      // It was sent away, as it should be.
    }
  }

  private static List<String> listeners(Map<String, String> properties) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(new HashMap<>(properties))) {
      return List.of(
          admin
              .describeConfigs(List.of(broker))
              .all()
              .get()
              .get(broker)
              .get("listeners")
              .value()
              .split(","));
    }
  }

  private static BrokerConfig withSmallestHeap() {
    BrokerConfig config = BrokerConfig.temporary("night").withInboxPartitions(5);
    return new BrokerConfig(
        config.pool(),
        config.port(),
        config.dataDirectory(),
        config.brief(),
        config.inboxPartitions(),
        config.resultPartitions(),
        384L << 20,
        null);
  }
}
