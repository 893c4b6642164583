package dev.baton.broker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each need that is not met is one sentence, with what to do. */
class BrokerNeedsTest {

  @Test
  void fewOpenFilesAreAnError() {
    assertThatCode(() -> BrokerNeeds.requireDescriptors(BrokerNeeds.descriptors()))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> BrokerNeeds.requireDescriptors(128))
        .withMessageContaining("only 128 files and sockets")
        .withMessageContaining("ulimit -n 4096");
  }

  @Test
  void aFullDiskIsAnError(@TempDir Path directory) {
    assertThatCode(() -> BrokerNeeds.requireRoom(directory)).doesNotThrowAnyException();
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> BrokerNeeds.requireRoom(directory, Long.MAX_VALUE))
        .withMessageContaining(directory + ", is full. Make room there.");
  }

  @Test
  void anInterfaceThatLeadsNowhereIsAnError() throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      closed = socket.getLocalPort();
      InetSocketAddress open = new InetSocketAddress(loopback, closed);
      assertThatCode(() -> BrokerNeeds.requireLoopback(open)).doesNotThrowAnyException();
    }

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> BrokerNeeds.requireLoopback(new InetSocketAddress(loopback, closed)))
        .withMessageContaining("loopback interface (127.0.0.1)")
        .withMessageContaining("ip link set lo up");
  }
}
