package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.JobIdentity;
import dev.baton.wire.CancelJob;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.WireRecord;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a program of Baton's own is shown of a pool's records. */
class PoolRecordsTest {

  @Test
  void aRequestToEndTheJobIsToldAndThoseForOthersAreNot() {
    JobIdentity job = JobIdentity.next(new SecureRandom());
    List<String> asked = new CopyOnWriteArrayList<>();
    try (InMemoryPool memory = new InMemoryPool(builder -> builder.job(job))) {
      PoolRecords.onCancelRequest(memory.pool(), asked::add);

      memory.post(new CancelJob(job.jobId() + "0", "somebody"));
      memory.post(new CancelJob("", "nobody"));
      memory.post(new CancelJob(job.jobId(), "me@host"));

      await().until(() -> !asked.isEmpty());
      assertThat(asked).containsExactly("me@host");
    }
  }

  @Test
  void whoWatchesTheBuilderIsShownTheFirstWorkerToo() {
    List<WireRecord> shown = new CopyOnWriteArrayList<>();
    Consumer<byte[]> watcher = record -> shown.add(Frame.decode(record));
    try (InMemoryPool memory =
        new InMemoryPool(
            builder -> {
              PoolRecords.watch(builder, watcher);
              return builder;
            })) {
      assertThat(shown)
          .anyMatch(record -> record instanceof HostBeat beat && !beat.workers().isEmpty());

      List<WireRecord> later = new CopyOnWriteArrayList<>();
      Consumer<byte[]> second = record -> later.add(Frame.decode(record));
      PoolRecords.unwatch(memory.pool(), watcher);
      PoolRecords.watch(memory.pool(), second);
      shown.clear();
      memory.post(new CancelJob("another", "nobody"));
      await().until(() -> later.contains(new CancelJob("another", "nobody")));
      assertThat(shown).isEmpty();
    }
  }
}
