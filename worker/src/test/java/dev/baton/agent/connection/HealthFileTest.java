package dev.baton.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.log.PublishCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void itIsAsNewAsWhatTheBrokerTookLast() throws IOException {
    Path file = folder.resolve("health");
    HealthFile health = new HealthFile(file);
    health.update(NOON);
    assertThat(file).as("nothing was sent").doesNotExist();

    health.watching(PublishCallback.IGNORE).done(null);
    health.update(NOON);
    assertThat(file).exists();

    health.watching(PublishCallback.IGNORE).done(null);
    health.update(NOON.plusSeconds(1));
    assertThat(time(file)).isEqualTo(NOON.plusSeconds(1));

    health.watching(PublishCallback.IGNORE).done(new IOException("away"));
    health.update(NOON.plusSeconds(2));
    assertThat(time(file)).as("the broker took nothing").isEqualTo(NOON.plusSeconds(1));

    health.delete();
    assertThat(file).doesNotExist();
  }

  @Test
  void theCallbackOfTheEventIsToldAll() {
    List<Object> told = new ArrayList<>();
    PublishCallback callback = new HealthFile(Path.of("")).watching(told::add);
    IOException failure = new IOException("away");

    callback.done(failure);

    assertThat(told).containsExactly(failure);
  }

  @Test
  void whoWantsNoneGetsNone() {
    HealthFile none = new HealthFile(Path.of(""));
    none.watching(PublishCallback.IGNORE).done(null);

    none.update(NOON);
    none.delete();

    assertThat(folder).isEmptyDirectory();
  }

  private static Instant time(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }
}
