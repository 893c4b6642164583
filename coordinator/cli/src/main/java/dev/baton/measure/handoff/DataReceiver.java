package dev.baton.measure.handoff;

import dev.baton.BlobGoneException;
import dev.baton.Shared;
import dev.baton.codec.AllowList;
import dev.baton.codec.JavaForm;
import dev.baton.log.Channel;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.log.Subscription;
import dev.baton.store.blob.BlobRef;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/** The worker's side of a measurement: takes what comes, and answers when it had what. */
final class DataReceiver implements Runnable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Subscription subscription;
  private final Publisher publisher;
  private final JavaForm javaForm =
      new JavaForm(AllowList.standard(), Thread.currentThread().getContextClassLoader());

  /** For what is decoded: as a worker's, which keeps what it has mapped. */
  private final WorkerView lasting = new WorkerView();

  /** For what is used in place: knows the sender's part of the store, and none of its data. */
  private WorkerView fresh = new WorkerView();

  private ByteBuffer greeting = NOTHING;
  private final PartAssembler parts = new PartAssembler();

  DataReceiver(Subscription subscription, Publisher publisher) {
    this.subscription = subscription;
    this.publisher = publisher;
  }

  /** Does not end. */
  @Override
  public void run() {
    while (true) {
      for (Message message : subscription.poll(POLL)) {
        receive(message.data(), System.nanoTime());
      }
    }
  }

  private void receive(ByteBuffer record, long receivedNs) {
    // Failures before that are the sender's fault, who has one crossing under way.
    long number = -1;
    Receipt receipt;
    boolean isInPlace = false;
    try {
      DataRecords.Content content = DataRecords.Content.of(record);
      RecordLabel label = content.label();
      number = label.number();
      isInPlace = label.variant() == HandoffVariant.SHARED;
      ByteBuffer data = parts.add(label, content.data().data());
      if (data == null) {
        return;
      }
      if (number == RecordLabel.GREETING) {
        greeting = data;
        renew();
      }
      receipt = take(label, data, receivedNs, System.nanoTime());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      receipt = Receipt.failed(number, e);
    }
    publisher.publish(
        Channel.RESULTS, 0, lasting.codec().encodeToBytes(receipt), PublishCallback.IGNORE);
    if (isInPlace) {
      renew();
    }
  }

  /** What a task would get, and when its memory could be reached. */
  private record Opened(Object value, long mappedNs) {}

  private Receipt take(RecordLabel label, ByteBuffer data, long receivedNs, long readNs) {
    boolean isInPlace = label.variant() == HandoffVariant.SHARED;
    WorkerView view = isInPlace ? fresh : lasting;
    view.beginTask();
    try {
      Opened opened = open(label.variant(), view, data, readNs);
      Object value = opened.value;
      long decodedNs = isInPlace ? opened.mappedNs : System.nanoTime();
      long touched = isInPlace ? DataKind.touch(value) : 0;
      long touchedNs = isInPlace ? System.nanoTime() : decodedNs;
      return new Receipt(
          label.number(),
          receivedNs,
          readNs,
          opened.mappedNs,
          decodedNs,
          touchedNs,
          label.kind().checksumOf(value),
          touched,
          false,
          "");
    } finally {
      view.endTask();
    }
  }

  private Opened open(HandoffVariant variant, WorkerView view, ByteBuffer data, long readNs) {
    return switch (variant) {
      case JAVA -> new Opened(Objects.requireNonNull(javaForm.read(data)), readNs);
      case KRYO_KAFKA ->
          new Opened(
              Objects.requireNonNull(view.codec().decode(MemorySegment.ofBuffer(data))), readNs);
      case KRYO_STORE -> {
        MemorySegment bytes = view.view(BlobRef.read(data.duplicate()));
        long mappedNs = System.nanoTime();
        yield new Opened(Objects.requireNonNull(view.codec().decode(bytes)), mappedNs);
      }
      case SHARED -> {
        Object handle = Objects.requireNonNull(view.codec().decode(MemorySegment.ofBuffer(data)));
        if (handle instanceof Shared<?> shared) {
          var _ = shared.segment();
        }
        yield new Opened(handle, System.nanoTime());
      }
    };
  }

  /** Forgets the mappings, but for that of a greeting. */
  private void renew() {
    fresh.close();
    fresh = new WorkerView();
    if (!greeting.hasRemaining()) {
      return;
    }
    fresh.beginTask();
    try {
      if (fresh.codec().decode(MemorySegment.ofBuffer(greeting)) instanceof Shared<?> shared) {
        var _ = DataKind.touch(shared);
      }
    } catch (BlobGoneException e) {
      greeting = NOTHING; // the sender is done with that data, and will greet with other
    } finally {
      fresh.endTask();
    }
  }
}
