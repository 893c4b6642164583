package dev.baton.pool.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.EnvironmentException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A store that goes with its agent, and comes back with the next. */
class LiveStoreTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicReference<String> current = new AtomicReference<>("first");
  private final Set<String> there = new HashSet<>(Set.of("first", "second"));
  private boolean hadOne = true;

  @Test
  void aStoreThatIsThereIsUsed() {
    assertThat(store(LONG).<String>use(name -> name + "!")).isEqualTo("first!");
  }

  @Test
  void aLostStoreIsWaitedFor() {
    there.remove("first");
    AtomicInteger looks = new AtomicInteger();
    LiveStore<String> store =
        new LiveStore<>(
            () -> looks.incrementAndGet() < 3 ? "first" : "second",
            there::contains,
            () -> hadOne,
            LONG);

    assertThat(store.<String>use(name -> name)).isEqualTo("second");
  }

  @Test
  void aStoreThatIsLostWhileItIsUsedIsWaitedForToo() {
    String made =
        store(LONG)
            .use(
                name -> {
                  if (name.equals("first")) {
                    there.remove("first");
                    current.set("second");
                    throw new EnvironmentException("no such file");
                  }
                  return name;
                });

    assertThat(made).isEqualTo("second");
  }

  @Test
  void whatFailsInAStoreThatIsThereFails() {
    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(
            () ->
                store(LONG)
                    .use(
                        _ -> {
                          throw new EnvironmentException("no room");
                        }))
        .withMessage("no room");
  }

  @Test
  void whoNeverHadAStoreDoesNotWaitForOne() {
    hadOne = false;
    LiveStore<String> store =
        new LiveStore<>(
            () -> {
              throw new EnvironmentException("no workers here");
            },
            there::contains,
            () -> hadOne,
            LONG);

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> store.use(name -> name))
        .withMessage("no workers here");
  }

  @Test
  void aStoreThatDoesNotComeBackIsAnErrorThatSaysSo() {
    there.clear();

    assertThatExceptionOfType(EnvironmentException.class)
        .isThrownBy(() -> store(Duration.ZERO).use(name -> name))
        .withMessage(
            "The host store was lost with its host agent, and no new one has appeared within 0 s.");
  }

  private LiveStore<String> store(Duration limit) {
    return new LiveStore<>(current::get, there::contains, () -> hadOne, limit);
  }
}
