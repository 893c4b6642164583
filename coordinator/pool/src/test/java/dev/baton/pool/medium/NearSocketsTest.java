package dev.baton.pool.medium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record may name any file as a socket: only those of the host's own store are connected to. */
class NearSocketsTest {

  private static final long HOST = 5;

  @TempDir Path folder;

  @Test
  void aSocketIsOneInTheStoreOfItsHostOnThisMachine() {
    StoreLocations locations = new StoreLocations(folder, folder, folder.resolve("notes"));
    try (StoreDirectory store = locations.create("test", "a", 1 << 20, _ -> {})) {
      new StoreLimits(HOST, 1 << 20, 0, null, true).write(store.path());
      NearSockets sockets = new NearSockets(locations);

      assertThat(sockets.isSocketOf(HOST, store.path() + "/worker-0")).isTrue();
      assertThat(sockets.isSocketOf(HOST + 1, store.path() + "/worker-0"))
          .as("a store of another host may have the same path there")
          .isFalse();
      assertThat(sockets.isSocketOf(HOST, "/run/docker.sock")).isFalse();
      assertThat(sockets.isSocketOf(HOST, store.path() + "/../docker.sock")).isFalse();
      assertThat(sockets.isSocketOf(HOST, store.path() + "-other/worker-0")).isFalse();
      assertThat(sockets.isSocketOf(HOST, "")).isFalse();
    }
  }
}
