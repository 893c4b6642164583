package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  private static final Address.OnLog PARTITION = new Address.OnLog(7);

  static Stream<Address> addresses() {
    return Stream.of(
        PARTITION,
        new Address.OnSocket("/dev/shm/a:b/worker-0"),
        new Address.OnConnection(Long.MIN_VALUE),
        new Address.OnBoth(PARTITION, new Address.OnSocket("/dev/shm/a:b/worker-0")),
        new Address.OnBoth(PARTITION, new Address.OnConnection(5)));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void isTheSameAfterItsWayInARecordOrAsText(Address address) {
    assertThat(Address.ofText(address.toText())).isEqualTo(address);
    byte[] bytes = bytes(address);
    assertThat(Address.read(new WireReader(ByteBuffer.wrap(bytes)))).isEqualTo(address);
    assertThat(bytes.length).isGreaterThanOrEqualTo(Address.LEAST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "log", "log:x", "both:7", "both:log:1", "both:x:log:1", "moon:1"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Address.ofText(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A record with thousands of them inside each other would exhaust the stack of its reader. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4})
  void hasOnlyAnEndOnTheHostBesideThePartition(int link) {
    byte[] bytes = bytes(new Address.OnBoth(PARTITION, new Address.OnConnection(5)));
    bytes[Address.LEAST_BYTES] = (byte) link;

    assertThatThrownBy(() -> Address.read(new WireReader(ByteBuffer.wrap(bytes))))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("unknown link " + link);
  }

  private static byte[] bytes(Address address) {
    WireWriter out = new WireWriter(0);
    address.writeTo(out);
    byte[] bytes = out.toByteArray();
    return Arrays.copyOf(bytes, bytes.length);
  }
}
