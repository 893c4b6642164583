package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that begins on sockets, and has its broker later. */
class JoiningPoolIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<String> notices = new CopyOnWriteArrayList<>();

  @Test
  void aBrokerThatEndsBeforeItIsReadyBreaksThePoolWithASentence(@TempDir Path data) {
    try (ProcessPool pool =
        ProcessPool.builder().dataDirectory(data).workers(1).notices(notices::add).build()) {
      Faults.kill(Faults.broker());

      await().atMost(LIMIT).until(() -> isBroken(pool));

      assertThatThrownBy(() -> pool.submit(() -> 1).get())
          .hasMessageContaining("The broker process ended before it was ready (signal 9 (killed))");
      assertThat(notices).noneMatch(line -> line.contains("replacing it"));
    }
  }

  private static boolean isBroken(ProcessPool pool) {
    try {
      return pool.submit(() -> 1).get() != 1;
    } catch (Exception e) {
      return true;
    }
  }
}
