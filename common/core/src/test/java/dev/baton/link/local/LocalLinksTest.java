package dev.baton.link.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.Payload;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalLinksTest {

  private static final long HOST = 3;
  private static final long COORDINATOR = 7;
  private static final long WORKER = 11;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(200);

  @TempDir Path directory;

  private final List<Long> ended = new CopyOnWriteArrayList<>();
  private final CoordinatorSockets coordinator =
      new CoordinatorSockets(COORDINATOR, (_, _) -> true, ended::add);
  private final WorkerSocket worker = new WorkerSocket();
  private Address address = new Address.OnSocket("");
  private Receiver<ResultBatch> results = coordinator.results();
  private Receiver<InboxRecord> inbox;

  @BeforeEach
  void listen() {
    address = new Address.OnSocket(directory.resolve("worker-0").toString());
    inbox = worker.inbox(address);
  }

  @AfterEach
  void close() {
    results.close();
    inbox.close();
  }

  @Test
  void recordsArriveInTheOrderInWhichTheyWereSent() {
    TaskLink link = coordinator.toWorker(address);
    for (int i = 0; i < 1_000; i++) {
      link.send(new Recall(COORDINATOR, WORKER, i));
    }

    List<InboxRecord> received = receiveWhile(inbox, 1_000, results);

    for (int i = 0; i < 1_000; i++) {
      assertThat(received.get(i)).isEqualTo(new Recall(COORDINATOR, WORKER, i));
    }
  }

  @Test
  void resultsComeBackOnTheConnectionOfTheTasks() {
    connect();
    Address back = coordinator.resultsFrom(address);
    assertThat(worker.reachCoordinator(back)).isTrue();

    for (int i = 0; i < 3; i++) {
      worker.toCoordinator(back).send(batch(i, 10));
    }

    assertThat(receive(results, 3))
        .extracting(ResultBatch::sentAtMicros)
        .containsExactly(0L, 1L, 2L);
  }

  @Test
  void sendingNeverWaitsAndNothingIsLost() {
    connect();
    Address back = coordinator.resultsFrom(address);
    int size = 3 << 20;
    for (int i = 0; i < 20; i++) { // far more than a socket holds, and nobody reads
      worker.toCoordinator(back).send(batch(i, size));
      worker.toCoordinator(back).send(batch(i, 1));
    }

    assertThatExceptionOfType(BatonException.class)
        .isThrownBy(() -> worker.flush(Duration.ofMillis(1)));
    List<ResultBatch> received = receiveWhile(results, 40, inbox);

    for (int i = 0; i < 40; i++) {
      ResultBatch batch = received.get(i);
      assertThat(batch.sentAtMicros()).isEqualTo(i / 2);
      assertThat(batch.results().getFirst().payload().bytes())
          .isEqualTo(bytes(i / 2, i % 2 == 0 ? size : 1));
    }
    worker.flush(SOON); // nothing is left to wait for
  }

  @Test
  void theEndOfAWorkerIsToldWhenAllThatItSentWasReceived() {
    connect();
    worker.toCoordinator(coordinator.resultsFrom(address)).send(batch(1, 100));
    inbox.close();

    assertThat(receive(results, 1)).hasSize(1);
    assertThat(coordinator.hasMoreFrom(WORKER)).isTrue();
    assertThat(ended).isEmpty();
    awaitEnd();

    assertThat(ended).containsExactly(WORKER);
    assertThat(coordinator.hasMoreFrom(WORKER)).isFalse();
  }

  @Test
  void aWorkerThatIsNotThereHasEnded() {
    Address nobody = new Address.OnSocket(directory.resolve("nobody").toString());

    coordinator.toWorker(nobody).send(new Recall(COORDINATOR, 99, 1));

    assertThat(ended).containsExactly(99L);
    assertThat(coordinator.hasMoreFrom(99)).isFalse();
  }

  @Test
  void theNextProcessInAPlaceHasAConnectionOfItsOwn() {
    connect();
    inbox.close();
    inbox = new WorkerSocket().inbox(address);

    coordinator.toWorker(address).send(new Recall(COORDINATOR, WORKER + 1, 5));

    assertThat(receive(inbox, 1)).containsExactly(new Recall(COORDINATOR, WORKER + 1, 5));
    awaitEnd();
    assertThat(ended).as("the former").containsExactly(WORKER);
  }

  @Test
  void anInterruptedThreadCanSend() {
    connect();
    Thread.currentThread().interrupt();
    coordinator.toWorker(address).send(new Recall(COORDINATOR, WORKER, 3));
    assertThat(Thread.interrupted()).isTrue();

    assertThat(receive(inbox, 1)).containsExactly(new Recall(COORDINATOR, WORKER, 3));
    assertThat(ended).isEmpty();
  }

  @Test
  void whatIsNoRecordIsCountedAndPassedOver() throws IOException {
    try (SocketChannel other = other()) {
      send(other, Hello.of(3));
      send(other, new byte[] {1, 2, 3});
      send(other, dev.baton.wire.Frame.encode(new Recall(3, WORKER, 4)));

      assertThat(receive(inbox, 1)).containsExactly(new Recall(3, WORKER, 4));
      assertThat(inbox.malformed()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatSendsNoFrameIsClosed() throws IOException {
    for (int length : new int[] {-1, Integer.MAX_VALUE}) {
      try (SocketChannel other = other()) {
        send(other, Hello.of(3));
        var _ = other.write(ByteBuffer.allocate(64).putInt(0, length));

        assertThat(isClosedByPeer(other)).isTrue();
      }
    }
  }

  @Test
  void aCoordinatorOfAnotherVersionGetsNoResults() throws IOException {
    try (SocketChannel other = other()) {
      byte[] hello = Hello.of(3);
      hello[3]++;
      send(other, hello);
      send(other, dev.baton.wire.Frame.encode(new Recall(3, WORKER, 4)));
      assertThat(receive(inbox, 1)).hasSize(1);

      worker.toCoordinator(new Address.OnConnection(3)).send(batch(1, 1));

      other.configureBlocking(false);
      assertThat(other.read(ByteBuffer.allocate(1))).isZero();
    }
  }

  @Test
  void aSocketThatCannotBeBoundSaysWhere() {
    String missing = directory.resolve("missing/worker-0").toString();

    assertThatThrownBy(() -> worker.inbox(new Address.OnSocket(missing)))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(missing);
  }

  @Test
  void otherAddressesAreNotReached() {
    assertThat(coordinator.choose(HOST, new Address.OnLog(1))).isNull();
    assertThat(worker.reachCoordinator(new Address.OnLog(1))).isFalse();
    assertThat(coordinator.choose(HOST, address)).isEqualTo(address);
    CoordinatorSockets strict = new CoordinatorSockets(1, (_, _) -> false, _ -> {});
    assertThat(strict.choose(HOST, address)).isNull();
    strict.results().close();
  }

  private void connect() {
    coordinator.toWorker(address).send(new Recall(COORDINATOR, WORKER, 0));
    assertThat(receive(inbox, 1)).hasSize(1);
  }

  private void awaitEnd() {
    long endNs = System.nanoTime() + LIMIT.toNanos();
    while (ended.isEmpty() && System.nanoTime() < endNs) {
      assertThat(results.receive(SOON)).isEmpty();
    }
  }

  private static <R> List<R> receive(Receiver<R> from, int count) {
    return receiveWhile(from, count, null);
  }

  /** Receives while the other end does its part. */
  private static <R> List<R> receiveWhile(Receiver<R> from, int count, Receiver<?> other) {
    List<R> received = new ArrayList<>();
    long endNs = System.nanoTime() + LIMIT.toNanos();
    while (received.size() < count && System.nanoTime() < endNs) {
      received.addAll(from.receive(other == null ? SOON : Duration.ofMillis(1)));
      if (other != null) {
        assertThat(other.receive(Duration.ZERO)).isEmpty();
      }
    }
    return received;
  }

  private SocketChannel other() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(directory.resolve("worker-0")));
    return channel;
  }

  private static void send(SocketChannel to, byte[] frame) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + frame.length).putInt(frame.length).put(frame).flip();
    while (bytes.hasRemaining()) {
      var _ = to.write(bytes);
    }
  }

  private boolean isClosedByPeer(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    long endNs = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < endNs) {
      assertThat(inbox.receive(Duration.ofMillis(10))).isEmpty();
      try {
        if (channel.read(ByteBuffer.allocate(1)) < 0) {
          return true;
        }
      } catch (IOException e) {
        return true; // reset: it had not read all
      }
    }
    return false;
  }

  private static ResultBatch batch(long number, int size) {
    return new ResultBatch(
        COORDINATOR,
        WORKER,
        number,
        List.of(
            new ResultBatch.Entry(
                new AttemptId(number, 1),
                ResultBatch.Status.DONE,
                ResultBatch.Times.NONE,
                Payload.inline(bytes(number, size)),
                ResultBatch.Entry.NO_BLOBS)));
  }

  private static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
