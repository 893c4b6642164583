package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.TaskFunction;
import dev.baton.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job of many short tasks runs while its processes are killed and stopped at random times: every
 * task has exactly one accepted result, none is lost, the total is right.
 *
 * <p>{@code -Dbaton.test.chaos.kills=N} sets how many workers are killed, and with them how many
 * other faults and tasks there are; {@code -Dbaton.test.chaos.seeds=N} how often all this is done.
 */
class ChaosIT {

  private static final int SEEDS = Integer.getInteger("baton.test.chaos.seeds", 1);
  private static final int WORKERS = 4;

  /** What may be expected of a machine that starts four JVMs again and again. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** How often each fault strikes, spread over the job. */
  private static final int KILLS = Integer.getInteger("baton.test.chaos.kills", 2);

  private static final int STOPS = Math.max(1, KILLS / 3);
  private static final int BROKER_KILLS = Math.max(1, KILLS / 6);

  /** When it was killed the program is the agent itself. */
  private static final int AGENT_KILLS = 1;

  private static final int TASKS = 1_700 * KILLS;

  private enum Fault {
    KILL_WORKER,
    STOP_WORKER,
    KILL_BROKER,
    KILL_AGENT
  }

  /** Over sockets there is no broker, and the agent is part of the program. */
  private static Set<Fault> faults(Transport transport) {
    return transport == Transport.LOCAL
        ? EnumSet.of(Fault.KILL_WORKER, Fault.STOP_WORKER)
        : EnumSet.allOf(Fault.class);
  }

  private record Strike(Fault fault, int afterResults) {}

  static Stream<Arguments> seeds() {
    return IntStream.rangeClosed(1, SEEDS)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(Transport.LOCAL, Transport.KAFKA)
                    .map(transport -> Arguments.of(seed, transport)));
  }

  private final AtomicInteger struck = new AtomicInteger();
  private final List<Long> victims = new ArrayList<>();

  @ParameterizedTest
  @MethodSource("seeds")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void everyTaskHasExactlyOneResultWhateverHappensToProcesses(int seed, Transport transport) {
    Random random = new Random(seed);
    List<Strike> plan = plan(random, faults(transport));
    BitSet seen = new BitSet(TASKS);
    long total = 0;
    int results = 0;
    try (ProcessPool pool =
        ProcessPool.builder()
            .transport(transport)
            .workers(WORKERS)
            .window(512)
            .hangTimeout(Duration.ofSeconds(2))
            .deathsAllowed(50) // here it is not the tasks that kill
            .notices(_ -> {})
            .build()) {
      TaskFunction<Integer, Long> square =
          i -> {
            Thread.sleep(i % 5);
            return (long) i * i;
          };
      try (Stream<MapResult<Integer, Long>> all =
          pool.mapResults(square, IntStream.range(0, TASKS).iterator(), false)) {
        for (MapResult<Integer, Long> result : (Iterable<MapResult<Integer, Long>>) all::iterator) {
          assertThat(result.failure()).isNull();
          assertThat(seen.get(result.input())).as("first result of " + result.input()).isFalse();
          seen.set(result.input());
          total += result.orThrow();
          results++;
          strikeIfDue(pool, plan, results, random);
        }
      }

      assertThat(seen.cardinality()).isEqualTo(TASKS);
      assertThat(total).isEqualTo(LongSquares.sumBelow(TASKS));
      assertThat(struck.get()).isEqualTo(plan.size());
      assertThat(pool.statistics().failed()).isZero();
      await("all workers are there again")
          .atMost(LIMIT)
          .until(() -> pool.workers().size() == WORKERS);
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    await()
        .atMost(LIMIT)
        .until(() -> victims.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
  }

  /** At times that the seed decides, in the order of the results. */
  private static List<Strike> plan(Random random, Set<Fault> possible) {
    List<Fault> faults = new ArrayList<>();
    IntStream.range(0, KILLS).forEach(_ -> faults.add(Fault.KILL_WORKER));
    IntStream.range(0, STOPS).forEach(_ -> faults.add(Fault.STOP_WORKER));
    IntStream.range(0, BROKER_KILLS).forEach(_ -> faults.add(Fault.KILL_BROKER));
    IntStream.range(0, AGENT_KILLS).forEach(_ -> faults.add(Fault.KILL_AGENT));
    faults.retainAll(possible);
    List<Integer> times =
        random.ints(faults.size(), TASKS / 50, TASKS * 9 / 10).sorted().boxed().toList();
    java.util.Collections.shuffle(faults, random);
    return IntStream.range(0, faults.size())
        .mapToObj(i -> new Strike(faults.get(i), times.get(i)))
        .toList();
  }

  private void strikeIfDue(ProcessPool pool, List<Strike> plan, int results, Random random) {
    int next = struck.get();
    if (next < plan.size() && results >= plan.get(next).afterResults()) {
      strike(pool, plan.get(next).fault(), random);
      struck.incrementAndGet();
    }
  }

  private void strike(ProcessPool pool, Fault fault, Random random) {
    switch (fault) {
      case KILL_WORKER -> Faults.kill(victim(pool, random));
      case STOP_WORKER -> Faults.signal("STOP", victim(pool, random));
      case KILL_BROKER -> Faults.kill(awaitChild(Faults::broker));
      case KILL_AGENT -> Faults.kill(awaitChild(Faults::agent));
    }
  }

  private long victim(ProcessPool pool, Random random) {
    List<WorkerInfo> workers = await().atMost(LIMIT).until(pool::workers, all -> !all.isEmpty());
    long pid = workers.get(random.nextInt(workers.size())).pid();
    victims.add(pid);
    return pid;
  }

  /** It may just be starting again. */
  private static long awaitChild(java.util.function.LongSupplier child) {
    return await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(child::getAsLong, pid -> ProcessHandle.of(pid).isPresent());
  }

  /** 0² + 1² + … by its closed form. */
  private static final class LongSquares {
    private static long sumBelow(long n) {
      return (n - 1) * n * (2 * n - 1) / 6;
    }
  }
}
