package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.Shared;
import dev.baton.Transport;
import dev.baton.process.Descendants;
import dev.baton.process.ParentLink;
import dev.baton.process.StartCacheMaking;
import dev.baton.store.StoreLocations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The process that makes start caches: it runs a pool in training, with tasks of all kinds that a
 * program may begin with.
 */
final class StartCacheMain {

  /** Above what travels in a record. */
  private static final int ROOM = 2 << 20;

  private static final int ITEMS = 100;

  /** Whoever has the lowest priority waits for all others. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private StartCacheMain() {}

  /** For {@link StartCacheTraining}: the arguments are roles. */
  public static void main(String[] args) {
    List<String> roles = List.of(args);
    ParentLink link = ParentLink.open();
    int code = 0;
    try (StartCacheMaking making = StartCacheMaking.begin(roles)) {
      if (making != null) {
        link.onParentGone(() -> giveUp(making));
        if (roles.contains(StartCacheTraining.BROKER)) {
          train(Transport.KAFKA);
        }
        train(Transport.LOCAL); // a worker's last cache stays: most pools have no log
        code = making.publish() ? 0 : 1;
      }
    } catch (IOException | InterruptedException | ExecutionException | BatonException e) {
      link.error(String.valueOf(e.getMessage())); // the next program tries again
      code = 1;
    }
    ParentLink.halt(code);
  }

  /** What is in training would end only after it had tried to write its cache. */
  private static void giveUp(StartCacheMaking making) {
    making.close();
    Descendants.killOwn();
    StoreLocations.ofThisHost().sweepDead();
  }

  private static void train(Transport transport) throws InterruptedException, ExecutionException {
    try (ProcessPool pool =
        ProcessPool.builder()
            .workers(1)
            .spareWorkers(0) // the cache of one would be that of a worker that has seen no task
            .transport(transport)
            .startTimeout(START_LIMIT)
            .workerOutput(_ -> {})
            .notices(_ -> {})
            .build()) {
      var _ = pool.submit(() -> 1).get();
      var _ = pool.submit(() -> words(List.of("one", "two"))).get();
      var _ = pool.map((Integer number) -> number * 2, numbers()).toList();
      try (Shared<byte[]> shared = pool.share(new byte[ROOM])) {
        var _ = pool.submit(() -> shared.segment().byteSize()).get();
        var _ = pool.submit(() -> shared.value()).get();
      }
      awaitFailure(pool.submit(StartCacheMain::fail));
    }
  }

  private static void awaitFailure(Future<?> future) throws InterruptedException {
    try {
      var _ = future.get();
    } catch (ExecutionException e) {
      // as it is meant to be
    }
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, ITEMS).boxed().toList();
  }

  private static Map<String, Integer> words(List<String> words) {
    Map<String, Integer> lengths = new TreeMap<>();
    words.forEach(word -> lengths.merge(word, word.length(), Integer::sum));
    return lengths;
  }

  private static void fail() {
    throw new IllegalStateException("as a task that fails");
  }
}
