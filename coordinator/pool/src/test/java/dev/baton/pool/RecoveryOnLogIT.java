package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.EnvironmentException;
import dev.baton.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecoveryOnLogIT extends RecoveryTests {

  RecoveryOnLogIT() {
    super(Transport.KAFKA);
  }

  @Test
  @Tag("thorough")
  void aFrozenWorkerDoesNotOutliveItsAgent() throws Exception {
    List<Long> frozen = new CopyOnWriteArrayList<>();
    try (ProcessPool pool = builder(2).build()) {
      awaitWorkers(pool, 2);
      pool.workers().forEach(worker -> frozen.add(worker.pid()));
      frozen.forEach(pid -> Faults.signal("STOP", pid));

      Faults.kill(Faults.agent());

      assertThat(pool.submit(() -> ProcessHandle.current().pid()).get(60, TimeUnit.SECONDS))
          .isNotIn(frozen);
    }
    await()
        .atMost(LIMIT)
        .until(() -> frozen.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
  }

  @Test
  @Tag("thorough")
  void aBrokerThatIsKilledAgainBeforeItIsReadyComesBackToo() throws Exception {
    try (ProcessPool pool = builder(1).build()) {
      long first = Faults.broker();
      Faults.kill(first);
      await().atMost(LIMIT).ignoreExceptions().until(() -> Faults.broker() != first);
      Faults.kill(Faults.broker());

      assertThat(pool.submit(() -> 7).get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aBrokerThatStaysAwayFailsTheTasksAfterTheLimit() {
    ProcessPool pool = builder(1).brokerTimeout(Duration.ofSeconds(6)).build();
    try (pool) {
      Faults.signal("STOP", Faults.broker());
      TaskFuture<Integer> task = pool.submit(() -> 1);

      assertThatThrownBy(() -> task.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("The broker has not answered for");
      assertThat(notices).anyMatch(line -> line.contains("the broker does not answer"));
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }
}
