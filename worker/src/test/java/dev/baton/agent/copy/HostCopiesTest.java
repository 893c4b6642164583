package dev.baton.agent.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.log.Log;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyReport;
import dev.baton.wire.CopyReport.State;
import dev.baton.wire.Event;
import dev.baton.wire.LogPlace;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCopiesTest {

  private static final long HOST = 9;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<Event> said = new CopyOnWriteArrayList<>();
  private StoreDirectory store;
  private HostCopies copies;

  @BeforeEach
  void start() {
    store =
        new StoreLocations(folder, folder, folder.resolve("notes"))
            .create("test", "a", 1 << 20, _ -> {});
    StoreLimits limits = new StoreLimits(HOST, 1 << 20, 0, null, true);
    limits.write(store.path());
    copies = new HostCopies(HOST, "left", store.path(), limits, said::add);
    copies.start(unusedLog());
  }

  @AfterEach
  void stop() {
    copies.close();
    store.close();
  }

  @Test
  void aHostThatHasAFileUnderItsPathNeedsNoCopy() throws IOException {
    Path file = Files.writeString(folder.resolve("book"), "words");
    long modifiedMs = Files.getLastModifiedTime(file).toMillis();
    ContentId same = ContentId.ofInput(file.toString(), 5, modifiedMs);
    ContentId older = ContentId.ofInput(file.toString(), 5, modifiedMs - 1);

    copies.accept(asked(same, file), 0);
    copies.accept(asked(older, file), 0);

    await().atMost(LIMIT).until(() -> said.size() == 2);
    assertThat(said)
        .containsExactly(
            new CopyReport(HOST, same, State.HELD, ""),
            new CopyReport(HOST, older, State.MISSED, "left"));
    Files.delete(file);
    copies.accept(asked(same, file), 0);
    await().atMost(LIMIT).until(() -> said.size() == 3);
    assertThat(said.getLast()).isEqualTo(new CopyReport(HOST, same, State.MISSED, "left"));
    assertThat(copies.use().blobs()).isZero();
  }

  private static Log unusedLog() {
    return (Log)
        Proxy.newProxyInstance(
            Log.class.getClassLoader(),
            new Class<?>[] {Log.class},
            (_, method, _) -> {
              throw new AssertionError("nothing is read, but " + method + " was called");
            });
  }

  private static CopyOffer asked(ContentId content, Path file) {
    return new CopyOffer(1, HOST, content, CopyOffer.Form.INPUT, 5, LogPlace.NONE, file.toString());
  }
}
