package dev.baton.store.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.SharedMap;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.Members;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.AreaLocation;
import dev.baton.store.chronicle.map.MapSpec;
import dev.baton.store.reader.BlobReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shared values of one process, in real shared memory. */
class SharedValuesIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final MapSpec SPEC = new MapSpec("words", 100, 100);

  @TempDir private Path directory;

  @Test
  void whoIsInsideAMapWhileItClosesCanStillAskForOthers() throws Exception {
    try (Members members = Members.create(directory)) {
      AreaLocation own = new AreaLocation(1, directory, members);
      SharedValues values =
          new SharedValues(new BlobReader(new StoreLocations(directory, directory)));
      SharedMap<String, Integer> map =
          values.makeMap(
              own,
              SPEC,
              new KryoCodec(AllowList.standard(), SharedValuesIT.class.getClassLoader()));
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch closing = new CountDownLatch(1);
      CompletableFuture<?> computed =
          CompletableFuture.runAsync(
              () ->
                  map.compute(
                      "word",
                      (_, _) -> {
                        inside.countDown();
                        pass(closing);
                        return values.specOfMap(own, SPEC.name()) == null ? 0 : 1;
                      }));
      pass(inside);

      Thread closer = Thread.ofPlatform().daemon().start(values::close);
      await()
          .atMost(LIMIT)
          .until(() -> closer.getState() == Thread.State.WAITING || !closer.isAlive());
      closing.countDown();

      assertThat(computed).succeedsWithin(LIMIT);
      assertThat(closer.join(LIMIT)).isTrue();
    }
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
