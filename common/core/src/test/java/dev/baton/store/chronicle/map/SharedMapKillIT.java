package dev.baton.store.chronicle.map;

import static dev.baton.store.chronicle.map.SharedValuesUser.MAP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.SharedCounter;
import dev.baton.store.ChildJvm;
import dev.baton.store.MappedCounters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shared map whose users are killed, at points that nobody chose, while they change it. */
class SharedMapKillIT {

  private static final int VICTIMS = Integer.getInteger("baton.test.map.kills", 12);
  private static final int AT_ONCE = 2;

  /** A victim makes so many counted changes before it is killed, at most. */
  private static final int MOST_CHANGES = 5_000;

  /** The survivor leaves the processors to the victims, which take long to start. */
  private static final long PAUSE_NANOS = 200_000;

  @TempDir private Path directory;
  private final AtomicLong merged = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();

  /** What a victim had counted when it was gone. */
  private record Counted(int victim, long own, long meeting) {}

  @Test
  void noChangeIsLostOrHalfMadeAndNobodyIsHeldUp() throws Exception {
    try (MapAccess access = MapAccess.create(directory);
        ChronicleSharedMap<String, Tally> map = access.create(MAP, 1_000, 1_000);
        MappedCounters counters = MappedCounters.create(directory);
        MapControl control = MapControl.open(new MapFiles(directory, MAP).control(), MAP);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      AtomicBoolean over = new AtomicBoolean();
      Future<?> survivor = threads.submit(() -> survive(map, over));
      List<Future<List<Counted>>> killers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        killers.add(threads.submit(killer(i, counters, control)));
      }
      List<Counted> all = new ArrayList<>();
      try {
        for (Future<List<Counted>> killer : killers) {
          all.addAll(killer.get());
        }
      } finally {
        over.set(true);
      }
      survivor.get();

      assertThat(all).hasSizeGreaterThanOrEqualTo(VICTIMS);
      assertThat(map.entries()).allMatch(entry -> entry.getValue().isWhole());
      for (Counted counted : all) {
        assertThat(sum(map, "own " + counted.victim + " "))
            .as("what victim %d did", counted.victim)
            .isBetween(counted.own, counted.own + 1);
      }
      long meeting = merged.get() + all.stream().mapToLong(Counted::meeting).sum();
      assertThat(sum(map, "meeting ")).isBetween(meeting, meeting + all.size());
      System.out.printf(
          "%d kills: %d repairs, slowest call of the survivor %d ms, %d merges of its own%n",
          all.size(), control.generation() - 1, slowest.get() / 1_000_000, merged.get());
    }
  }

  private void survive(ChronicleSharedMap<String, Tally> map, AtomicBoolean over) {
    Random random = new Random(7);
    while (!over.get()) {
      long begun = System.nanoTime();
      map.merge("meeting " + random.nextInt(SharedValuesUser.MEETING_KEYS), Tally.ONE, Tally::plus);
      merged.incrementAndGet();
      slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Lets victims begin and kills them, one after the other; the next one starts meanwhile. It goes
   * on until some have died in the middle of a change, which each does by chance.
   */
  private Callable<List<Counted>> killer(int number, MappedCounters counters, MapControl control) {
    return () -> {
      Random random = new Random(number);
      List<Counted> all = new ArrayList<>();
      ChildJvm next = victim(number);
      try {
        for (int victim = number;
            victim < VICTIMS || control.generation() == 1;
            victim += AT_ONCE) {
          try (ChildJvm current = next) {
            next = victim(victim + AT_ONCE);
            current.awaitLine("opened");
            all.add(killed(current, victim, 1 + random.nextInt(MOST_CHANGES), counters));
          }
        }
      } finally {
        next.close();
      }
      return all;
    };
  }

  private static Counted killed(ChildJvm victim, int number, int changes, MappedCounters counters)
      throws Exception {
    SharedCounter own = counters.counter(SharedValuesUser.ownCounter(number), "own");
    SharedCounter meeting = counters.counter(SharedValuesUser.meetingCounter(number), "meeting");
    victim.go();
    while (own.get() + meeting.get() < changes) {
      assertThat(victim.isAlive()).as(victim.errors()).isTrue();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    victim.kill();
    return new Counted(number, own.get(), meeting.get());
  }

  private ChildJvm victim(int number) throws Exception {
    return ChildJvm.start(SharedValuesUser.class, directory, "victim", number, 0);
  }

  private static long sum(ChronicleSharedMap<String, Tally> map, String prefix) {
    return map.entries().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }
}
