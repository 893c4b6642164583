package dev.baton.store.chronicle.map;

import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.store.MappedCounters;
import java.nio.file.Path;
import java.util.Random;

/** A child JVM that opens shared values, says so, waits for a word, and does as it is told. */
final class SharedValuesUser {

  /** The map that all processes of a test use. */
  static final String MAP = "tallies";

  /** How many keys processes meet at. */
  static final int MEETING_KEYS = 50;

  private SharedValuesUser() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    int number = Integer.parseInt(args[2]);
    int times = Integer.parseInt(args[3]);
    switch (args[1]) {
      case "merge" -> {
        try (MapAccess access = MapAccess.open(directory);
            ChronicleSharedMap<String, Tally> map = access.open(MAP)) {
          begin();
          System.out.println("slowest " + merge(map, number, times) / 1_000_000 + " ms");
        }
      }
      case "victim" -> {
        MapAccess access = MapAccess.open(directory);
        ChronicleSharedMap<String, Tally> map = access.open(MAP);
        MappedCounters counters = MappedCounters.open(directory);
        begin();
        beVictim(
            map,
            number,
            counters.counter(ownCounter(number), "own"),
            counters.counter(meetingCounter(number), "meeting"));
      }
      default -> throw new IllegalArgumentException(args[1]);
    }
  }

  private static void begin() throws Exception {
    System.out.println("opened");
    System.in.read();
  }

  /**
   * Adds 1 to meeting keys and to keys of its own.
   *
   * @return the longest that one call took, in ns
   */
  static long merge(SharedMap<String, Tally> map, int number, int times) {
    Random random = new Random(number);
    long slowest = 0;
    for (int i = 0; i < times; i++) {
      String key =
          i % 2 == 0
              ? "meeting " + random.nextInt(MEETING_KEYS)
              : "own " + number + " " + random.nextInt(20);
      long begun = System.nanoTime();
      if (i % 10 < 8) {
        map.merge(key, Tally.ONE, Tally::plus);
      } else {
        map.compute(key, (_, old) -> old == null ? Tally.ONE : Tally.of(old.count() + 1));
      }
      slowest = Math.max(slowest, System.nanoTime() - begun);
    }
    return slowest;
  }

  /** The counter in which a victim says how often it has added to keys of its own. */
  static int ownCounter(int number) {
    return 2 * number;
  }

  /** The counter in which a victim says how often it has added to meeting keys. */
  static int meetingCounter(int number) {
    return 2 * number + 1;
  }

  /**
   * Changes the map and counts after each change, until it is killed. Counters outlive it and,
   * other than a line of output, take hardly any time: it is in the midst of a change for most of
   * its own.
   */
  private static void beVictim(
      SharedMap<String, Tally> map, int number, SharedCounter own, SharedCounter meeting) {
    Random random = new Random(number);
    ProcessHandle test = ProcessHandle.current().parent().orElseThrow();
    while (test.isAlive()) {
      for (int i = 0; i < 1_000; i++) {
        switch (random.nextInt(4)) {
          case 0 -> {
            map.merge("meeting " + random.nextInt(MEETING_KEYS), Tally.ONE, Tally::plus);
            meeting.increment();
          }
          case 1 -> {
            String passing = "passing " + number % 3 + " " + random.nextInt(30);
            if (map.remove(passing) == null) {
              map.put(passing, Tally.of(number));
            }
            map.get("meeting " + random.nextInt(MEETING_KEYS));
          }
          default -> {
            map.merge("own " + number + " " + random.nextInt(3), Tally.ONE, Tally::plus);
            own.increment();
          }
        }
      }
    }
  }
}
