package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TaskFunction;
import dev.baton.Transport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairOnLogIT extends RepairTests {

  @BeforeAll
  static void start() {
    startPool(Transport.KAFKA);
  }

  @Test
  void aKilledAgentIsReplacedAndItsTasksRunAgain() throws Exception {
    List<Long> before = pool.workers().stream().map(WorkerInfo::pid).toList();
    Gate gate = new Gate(directory, "agent");
    TaskFuture<Long> task = pool.submit(() -> attemptAndPid(gate));
    gate.awaitStarted();

    Faults.kill(Faults.agent());

    assertThat(task.get(60, TimeUnit.SECONDS)).isNotIn(before);
    assertThat(NOTICES).anyMatch(line -> line.contains("host agent ended (signal 9"));
    assertThat(pool.submit(() -> new byte[1 << 20]).get()).hasSize(1 << 20);
    await()
        .atMost(LIMIT)
        .until(() -> before.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
  }

  @ParameterizedTest
  @CsvSource({"TERM, exit code 0", "KILL, signal 9"}) // one that was killed has kept data already
  void aBrokerThatIsEndedComesBackAndNothingIsLost(String signal, String how) {
    long first = Faults.broker();
    int killAt = 300;
    long sum = 0;
    int seen = 0;
    try (Stream<Integer> results =
        pool.mapUnordered(
            (TaskFunction<Integer, Integer>)
                i -> {
                  Thread.sleep(2);
                  return i;
                },
            IntStream.range(0, 2_000).boxed())) {
      for (int result : (Iterable<Integer>) results::iterator) {
        sum += result;
        if (++seen == killAt) {
          Faults.signal(signal, first);
        }
      }
    }

    assertThat(seen).isEqualTo(2_000);
    assertThat(sum).isEqualTo(1_999_000);
    assertThat(Faults.broker()).isNotEqualTo(first);
    assertThat(NOTICES).anyMatch(line -> line.contains("broker ended (" + how));
  }

  @Test
  void theEndOfATerminalIsLeftToTheProgram() throws Exception {
    long broker = Faults.broker();
    List<Long> workers = pool.workers().stream().map(WorkerInfo::pid).sorted().toList();

    Faults.signal("HUP", broker);
    workers.forEach(worker -> Faults.signal("HUP", worker));

    TwoWorkers.assertWork(pool, directory);
    assertThat(Faults.broker()).isEqualTo(broker);
    assertThat(pool.workers().stream().map(WorkerInfo::pid).sorted())
        .containsExactlyElementsOf(workers);
  }
}
