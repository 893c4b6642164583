package dev.baton.log.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BatonException;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.MemoryLog;
import dev.baton.log.Start;
import dev.baton.role.Clock;
import dev.baton.wire.LogPlace;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large data goes through the blobs channel in chunks, and comes out as it was. */
class BlobsOnLogTest {

  private static final int PARTITIONS = 3;
  private static final long SOURCE = 7;

  private final MemoryLog log = new MemoryLog(Clock.SYSTEM, Map.of(Channel.BLOBS, PARTITIONS));
  private final BlobPublisher publisher = new BlobPublisher(log, SOURCE);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 4096, (1 << 20) - 4095, 5_000_000})
  void dataOfAnySizeComesOutAsItWas(int size) {
    byte[] data = random(size);

    LogPlace place = publish(data);

    assertThat(fetch(place)).isEqualTo(data);
    assertThat(sizesOnLog()).allMatch(bytes -> bytes <= MemoryLog.MAX_RECORD);
    assertThat(place.chunks()).isEqualTo(Math.ceilDiv(size, (1 << 20) - 4096));
  }

  @Test
  void othersDataBetweenTheChunksIsPassedOver() {
    byte[] data = random(3_000_000);
    byte[] other = random(2_000_000);
    LogPlace place =
        publisher.publish(MemorySegment.ofArray(data), _ -> publish(other)); // after each chunk

    try (BlobFetcher fetcher = new BlobFetcher(log)) {
      assertThat(fetch(fetcher, place)).isEqualTo(data);
      assertThat(fetch(fetcher, publish(other))).isEqualTo(other);
    }
  }

  @Test
  void itIsSaidWhereTheDataIsBeforeAllOfItIsThere() {
    List<Integer> onLog = new ArrayList<>();

    LogPlace place =
        publisher.publish(
            MemorySegment.ofArray(random(3_000_000)), _ -> onLog.add(sizesOnLog().size()));

    assertThat(onLog).startsWith(1, 2);
    assertThat(place.partition()).isEqualTo((int) (SOURCE % PARTITIONS));
  }

  @Test
  void chunksThatWereDeletedAreMissed() {
    LogPlace place = publish(random(3_000_000));
    LogPlace later =
        new LogPlace(place.partition(), place.offset() + 1, place.publication(), place.chunks());

    assertThatExceptionOfType(MissingChunkException.class)
        .isThrownBy(() -> fetch(later))
        .withMessageContaining("chunk 0 is no longer on the log");
  }

  @Test
  void aPlaceThatCannotBeIsMissed() {
    assertThatExceptionOfType(MissingChunkException.class)
        .isThrownBy(() -> fetch(new LogPlace(PARTITIONS, 0, 1, 1)));
  }

  @Test
  void aFetcherThatIsStoppedDoesNotWaitForTheRest() {
    LogPlace place = publish(random(10));
    try (BlobFetcher fetcher = new BlobFetcher(log)) {
      fetcher.stop();

      LogPlace tooMany = new LogPlace(place.partition(), place.offset(), place.publication(), 2);

      assertThatExceptionOfType(MissingChunkException.class)
          .isThrownBy(() -> fetch(fetcher, tooMany))
          .withMessageContaining("chunk 1 did not come");
    }
  }

  @Test
  void aBrokerThatTakesNothingIsReported() {
    log.giveUp(new IllegalStateException("too large"));

    assertThatExceptionOfType(BatonException.class)
        .isThrownBy(() -> publish(random(10)))
        .withMessageContaining("too large");
  }

  private LogPlace publish(byte[] data) {
    return publisher.publish(MemorySegment.ofArray(data), _ -> {});
  }

  private byte[] fetch(LogPlace place) {
    try (BlobFetcher fetcher = new BlobFetcher(log)) {
      return fetch(fetcher, place);
    }
  }

  private static byte[] fetch(BlobFetcher fetcher, LogPlace place) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fetcher.fetch(place, chunk -> out.writeBytes(bytes(chunk)));
    return out.toByteArray();
  }

  private static byte[] bytes(ByteBuffer chunk) {
    byte[] bytes = new byte[chunk.remaining()];
    chunk.duplicate().get(bytes);
    return bytes;
  }

  private List<Integer> sizesOnLog() {
    List<Integer> sizes = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.readToEnd(
          new ChannelPartition(Channel.BLOBS, partition),
          new Start.Earliest(),
          message -> sizes.add(message.data().remaining()));
    }
    return sizes;
  }

  private static byte[] random(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return data;
  }
}
