package dev.baton.examples;

import dev.baton.advise.Advice;
import dev.baton.pool.ProcessPool;
import java.util.List;
import java.util.stream.LongStream;

/** The program of the documentation of {@code ProcessPool.advise}. */
public final class Orders {

  private Orders() {}

  /** Something that takes a while. */
  static long total(int order) {
    return LongStream.range(0, 1_000_000L).map(item -> item * order % 7).sum();
  }

  /** Asks for advice, and prints it. */
  public static void main(String[] args) throws InterruptedException {
    try (ProcessPool pool = ProcessPool.builder().workers(1).build()) {
      List<Integer> sample = List.of(1, 2, 3);
      Advice advice = pool.advise(Orders::total, sample, 1_000_000);
      System.out.println(advice.best().forecast().setup().model());
      advice.best().choices().forEach(choice -> System.out.println(choice.reason()));
    }
  }
}
