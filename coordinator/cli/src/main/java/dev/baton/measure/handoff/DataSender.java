package dev.baton.measure.handoff;

import dev.baton.EnvironmentException;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import dev.baton.codec.JavaForm;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.Publisher;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.store.StoreLocations;
import dev.baton.store.blob.BlobReader;
import dev.baton.store.blob.BlobWriter;
import dev.baton.store.blob.PinnedBlobs;
import dev.baton.store.blob.ProgramBlobs;
import dev.baton.store.blob.StoreLimits;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.wire.Payload;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The coordinator's side of a measurement. For one thread. */
final class DataSender implements AutoCloseable {

  /** Far longer than anything takes; who has not answered until then does not. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(60);

  private final Path store;
  private final Runnable requireReceiver;
  private final Log log;
  private final Subscription answers;
  private final ProgramBlobs blobs;
  private final Codec codec =
      new KryoCodec(AllowList.standard(), Thread.currentThread().getContextClassLoader());
  private long crossings;

  /**
   * Connects.
   *
   * @param client Kafka client properties
   * @param store the directory of the host store
   * @param requireReceiver throws an exception if the receiver is gone
   */
  DataSender(Map<String, String> client, Path store, Runnable requireReceiver) {
    this.store = store;
    this.requireReceiver = requireReceiver;
    this.log = KafkaLog.connect(ReceiverMain.POOL, client, CONNECT_LIMIT);
    this.answers =
        log.subscribe(Set.of(new ChannelPartition(Channel.RESULTS, 0)), new Start.Latest());
    this.blobs =
        new ProgramBlobs(
            new BlobWriter(store, StoreLimits.read(store), ChronicleCatalogue::createIfPossible),
            new BlobReader(StoreLocations.ofThisHost()),
            codec);
  }

  /**
   * Shares data, and lets the receiver get to know where.
   *
   * @throws dev.baton.StoreFullException if there is no room
   */
  SharedData share(DataKind kind, Object value) throws InterruptedException {
    SharedData shared = new SharedData(store, kind, value);
    try {
      byte[] greeting = shared.greeting();
      RecordLabel label =
          new RecordLabel(
              RecordLabel.GREETING, HandoffVariant.SHARED, DataKind.DOUBLES, 0, 1, greeting.length);
      var _ = DataRecords.publish(publisher(), label, Payload.inline(greeting), _ -> {});
      var _ = awaitReceipt(RecordLabel.GREETING);
      return shared;
    } catch (RuntimeException | InterruptedException e) {
      shared.close();
      throw e;
    }
  }

  /** Hands data over by serialising it. */
  Crossing cross(HandoffVariant variant, DataKind kind, Object value)
      throws InterruptedException, IOException {
    long startNs = System.nanoTime();
    return switch (variant) {
      case JAVA -> {
        byte[] data = JavaForm.write(value);
        yield send(variant, kind, startNs, System.nanoTime(), data);
      }
      case KRYO_KAFKA -> {
        byte[] data = codec.encodeToBytes(value);
        yield send(variant, kind, startNs, System.nanoTime(), data);
      }
      case KRYO_STORE -> crossByStore(kind, value, startNs);
      case SHARED -> throw new IllegalArgumentException("shared data is not serialised");
    };
  }

  private Crossing crossByStore(DataKind kind, Object value, long startNs)
      throws InterruptedException {
    Encoded encoded = codec.encode(value);
    long encodedNs = System.nanoTime();
    PinnedBlobs pinned = new PinnedBlobs();
    try {
      Payload ref = Payload.byReference(blobs.put(encoded, pinned).toBytes());
      return send(
          HandoffVariant.KRYO_STORE,
          kind,
          startNs,
          encodedNs,
          System.nanoTime(),
          encoded.size(),
          ref);
    } finally {
      pinned.release();
    }
  }

  /** Hands over what is shared. */
  Crossing cross(DataKind kind, SharedData shared) throws InterruptedException {
    long startNs = System.nanoTime();
    byte[] handle = shared.encodeHandle();
    return send(HandoffVariant.SHARED, kind, startNs, System.nanoTime(), handle);
  }

  private Crossing send(
      HandoffVariant variant, DataKind kind, long startNs, long encodedNs, byte[] data)
      throws InterruptedException {
    return send(variant, kind, startNs, encodedNs, encodedNs, data.length, Payload.inline(data));
  }

  private Crossing send(
      HandoffVariant variant,
      DataKind kind,
      long startNs,
      long encodedNs,
      long putNs,
      long encodedBytes,
      Payload data)
      throws InterruptedException {
    long number = ++crossings;
    CompletableFuture<Long> onLog = new CompletableFuture<>();
    long wireBytes =
        DataRecords.publish(
            publisher(),
            new RecordLabel(number, variant, kind, 0, 1, data.size()),
            data,
            failure -> {
              if (failure == null) {
                onLog.complete(System.nanoTime());
              } else {
                onLog.completeExceptionally(failure);
              }
            });
    long sentNs = System.nanoTime();
    Receipt receipt = awaitReceipt(number);
    return new Crossing(
        variant,
        startNs,
        encodedNs,
        putNs,
        sentNs,
        await(onLog),
        encodedBytes,
        wireBytes,
        DataRecords.areSplit(data.size(), publisher()),
        receipt);
  }

  private Receipt awaitReceipt(long number) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (Message message : answers.poll(POLL)) {
        if (codec.decode(MemorySegment.ofBuffer(message.data())) instanceof Receipt receipt
            && (receipt.number() == number || receipt.number() < 0)) {
          return receipt;
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      requireReceiver.run();
    }
    throw silent(null);
  }

  private static long await(CompletableFuture<Long> onLog) throws InterruptedException {
    try {
      return onLog.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw silent(e);
    }
  }

  private static EnvironmentException silent(@Nullable Exception cause) {
    return new EnvironmentException(
        "The receiving process, or the broker, did not answer within " + LIMIT.toSeconds() + " s.",
        cause);
  }

  private Publisher publisher() {
    return log.publisher();
  }

  /** Gives back what receivers have let go; outside of what is measured. */
  void tidy() {
    blobs.tidy();
  }

  @Override
  public void close() {
    answers.close();
    log.close();
    blobs.close();
  }
}
