package dev.baton.store;

import dev.baton.SharedCounter;
import java.nio.file.Path;

/** A child JVM that opens counters, says so, waits for a word, and counts. */
final class CounterUser {

  private CounterUser() {}

  public static void main(String[] args) throws Exception {
    try (MappedCounters counters = MappedCounters.open(Path.of(args[0]))) {
      System.out.println("opened");
      System.in.read();
      count(counters, Integer.parseInt(args[1]));
    }
  }

  private static void count(MappedCounters counters, int times) {
    SharedCounter added = counters.counter(0, "added");
    SharedCounter swapped = counters.counter(1, "swapped");
    SharedCounter lowered = counters.counter(255, "lowered");
    for (int i = 0; i < times; i++) {
      added.increment();
      lowered.add(-3);
      long seen;
      do {
        seen = swapped.get();
      } while (!swapped.compareAndSet(seen, seen + 1));
    }
  }
}
