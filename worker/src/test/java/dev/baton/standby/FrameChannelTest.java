package dev.baton.standby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.baton.standby.FrameChannel.Frame;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FrameChannelTest {

  @TempDir private Path directory;
  private ServerSocketChannel server;
  private SocketChannel raw;
  private FrameChannel one;
  private FrameChannel other;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    raw = SocketChannel.open(address);
    one = new FrameChannel(raw);
    other = new FrameChannel(server.accept());
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    other.close();
    server.close();
  }

  @Test
  void framesArriveInTheirOrderAndThenTheEnd() throws IOException {
    byte[] text = "a worker's words".getBytes(StandardCharsets.UTF_8);
    one.send(FrameType.OUTPUT, text, 2, 6);
    one.send(FrameType.INPUT_END);
    one.send(FrameType.EXIT, 143);
    one.endOutput();

    assertThat(other.awaitInput(Duration.ofSeconds(30))).isTrue();
    Frame first = other.receive();
    assertThat(first.type()).isEqualTo(FrameType.OUTPUT);
    assertThat(first.bytes()).asString().isEqualTo("worker");
    assertThat(other.receive()).returns(FrameType.INPUT_END, Frame::type);
    assertThat(other.receive().number()).isEqualTo(143);
    assertThat(other.receive()).isNull();
  }

  @Test
  void aSilentOtherEndIsWaitedForNoLongerThanSaid() throws IOException {
    assertThat(other.awaitInput(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void whatIsNoFrameIsRefused() throws IOException {
    raw.write(ByteBuffer.wrap("GET / HTTP/1.1\n".getBytes(StandardCharsets.UTF_8)));

    assertThatIOException().isThrownBy(other::receive);
  }

  @Test
  void aLengthThatNobodySendsIsRefused() throws IOException {
    raw.write(ByteBuffer.allocate(5).put(FrameType.INPUT.code()).putInt(1 << 30).flip());

    assertThatIOException().isThrownBy(other::receive).withMessageContaining("1073741824");
  }

  @Test
  void theEndWithinAFrameIsNoFrame() throws IOException {
    raw.write(ByteBuffer.allocate(6).put(FrameType.INPUT.code()).putInt(9).put((byte) 1).flip());
    one.close();

    assertThatIOException().isThrownBy(other::receive);
  }

  @Test
  void everyTypeIsReadFromItsCode() throws IOException {
    for (FrameType type : FrameType.values()) {
      assertThat(FrameType.of(type.code())).isEqualTo(type);
    }
  }
}
