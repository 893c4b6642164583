package dev.baton.advise;

import dev.baton.Handoff;
import dev.baton.store.blob.HandoffRule;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The setups that are worth a forecast.
 *
 * @param work what is to be done
 * @param cores processors that this program may use
 * @param slots how many tasks at a time the job itself wants in a worker, 1 or more
 * @param running how many workers of that kind a pool has that is there already; 0 if there is none
 * @param canTravel whether a pool can have the tasks at all
 */
record Setups(Workload work, int cores, int slots, int running, boolean canTravel) {

  /** More tasks that wait than cores, by so much at most. */
  private static final int MOST_PER_CORE = 8;

  /** More virtual threads than this are seldom wanted by the other side. */
  private static final int MOST_VIRTUAL = 4_096;

  private static final int MOST_SLOTS = 64;

  List<Setup> all() {
    List<Setup> setups = new ArrayList<>();
    setups.add(Setup.serial());
    if (work.tasks() > 1) {
      for (int threads : threads()) {
        setups.add(Setup.here(ExecutionModel.THREAD_POOL, threads));
      }
      setups.add(Setup.here(ExecutionModel.VIRTUAL, atMostTasks(MOST_VIRTUAL)));
    }
    if (canTravel && work.tasks() > 0) {
      addPools(setups);
    }
    return setups;
  }

  private void addPools(List<Setup> setups) {
    if (running > 0) {
      addPools(setups, running, slots);
      return;
    }
    for (int workers = 1; workers <= atMostTasks(cores); workers++) {
      for (int perWorker : slots(workers)) {
        addPools(setups, workers, perWorker);
      }
    }
  }

  private void addPools(List<Setup> setups, int workers, int perWorker) {
    setups.add(Setup.pool(workers, perWorker, Handoff.KRYO));
    if (isShareable()) {
      setups.add(Setup.pool(workers, perWorker, Handoff.SHARED));
    }
  }

  private boolean isShareable() {
    double most =
        Math.max(work.function().bytes(), Math.max(work.argument().bytes(), work.result().bytes()));
    return HandoffRule.isByReference(Handoff.SHARED, (long) most);
  }

  private NavigableSet<Integer> threads() {
    NavigableSet<Integer> threads = new TreeSet<>();
    IntStream.rangeClosed(2, Math.max(2, cores)).map(this::atMostTasks).forEach(threads::add);
    if (work.task().waitNs() > 0) {
      for (int factor = 2; factor <= MOST_PER_CORE; factor *= 2) {
        threads.add(atMostTasks(factor * cores));
      }
    }
    return threads;
  }

  private NavigableSet<Integer> slots(int workers) {
    NavigableSet<Integer> perWorker = new TreeSet<>(List.of(1));
    if (work.task().waitNs() > 0) {
      int most = (int) Math.min(MOST_SLOTS, Math.ceilDiv(work.tasks(), (long) workers));
      perWorker.add(most);
      perWorker.add(Math.min(most, MOST_PER_CORE));
      perWorker.add(Math.min(most, slots));
    }
    return perWorker;
  }

  private int atMostTasks(int wanted) {
    return (int) Math.min(wanted, work.tasks());
  }
}
