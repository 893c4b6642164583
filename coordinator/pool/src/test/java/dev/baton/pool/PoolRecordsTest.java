package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.JobIdentity;
import dev.baton.wire.CancelJob;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
}
