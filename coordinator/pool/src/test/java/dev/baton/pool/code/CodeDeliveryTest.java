package dev.baton.pool.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Roster;
import dev.baton.role.Clock;
import dev.baton.wire.Address;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDeliveryTest {

  private static final long ONE = 1;
  private static final long OTHER = 2;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final Roster roster = new Roster(Clock.SYSTEM, 7, PoolSettings.LINGER.initial());
  private final Map<Long, String> obstacles = new ConcurrentHashMap<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> broken = new CopyOnWriteArrayList<>();
  private final JobCode code = new JobCode();
  private final CodeDelivery delivery =
      new CodeDelivery(
          code, new Shipping(), roster, () -> {}, notices::add, broken::add, Duration.ofMillis(20));

  @BeforeEach
  void addWorkersAndAJar() throws IOException {
    for (long host : new long[] {ONE, OTHER}) {
      roster.add(
          new KnownWorker(
              host,
              "host" + host + "/0",
              host,
              new Address.OnLog((int) host),
              1,
              1,
              HeapSize.AUTO));
    }
    code.add(List.of(Files.writeString(folder.resolve("a.jar"), "classes")));
  }

  @Test
  void aHostThatHadNoRoomIsTriedAgain() {
    obstacles.put(ONE, "no room");
    roster.admit(delivery);
    await().atMost(LIMIT).until(() -> delivery.isOpen(OTHER));
    await().atMost(LIMIT).until(() -> !notices.isEmpty());
    assertThat(delivery.isOpen(ONE)).isFalse();

    obstacles.clear();

    await().atMost(LIMIT).until(() -> delivery.isOpen(ONE));
    assertThat(delivery.jarsAt(ONE)).hasSize(1);
    assertThat(notices).as("said once").containsExactly("host host1 gets no tasks: no room");
    assertThat(broken).isEmpty();
  }

  @Test
  void ifNoHostCanHaveTheJarsThePoolIsBroken() {
    obstacles.put(ONE, "no room");
    obstacles.put(OTHER, "no room");

    roster.admit(delivery);

    await().atMost(LIMIT).until(() -> !broken.isEmpty());
    assertThat(broken.getFirst())
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("No host can get")
        .hasMessageContaining("no room");
  }

  /** A way to hosts that fails as the test wants. */
  private final class Shipping implements CodeShipping {

    @Override
    public CompletionStage<@Nullable Void> ship(long host, ContentId hash, Path file) {
      String obstacle = obstacles.get(host);
      return obstacle == null
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.failedFuture(new EnvironmentException(obstacle));
    }

    @Override
    public CompletionStage<@Nullable Void> shipInput(
        long host, ContentId content, Path file, boolean mayBeSent) {
      return ship(host, content, file);
    }
  }
}
