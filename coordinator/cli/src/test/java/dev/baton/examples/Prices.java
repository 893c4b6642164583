package dev.baton.examples;

import dev.baton.Shared;
import dev.baton.pool.ProcessPool;
import java.util.stream.IntStream;

/** The program of the README that shares data. */
public class Prices {
  static final int WINDOW = 1_000;

  static double mean(Shared<double[]> prices, int from) {
    var all = prices.doubles(); // in place: nothing is copied, nothing decoded
    return IntStream.range(from, from + WINDOW).mapToDouble(all::get).average().orElseThrow();
  }

  public static void main(String[] args) {
    double[] history = IntStream.range(0, 8_000_000).mapToDouble(i -> i % 1_000).toArray();
    try (ProcessPool pool = ProcessPool.builder().workers(2).build();
        Shared<double[]> prices = pool.share(history)) { // copied once, into shared memory
      var starts = IntStream.iterate(0, from -> from < history.length, from -> from + WINDOW);
      var means = pool.map(from -> mean(prices, from), starts.boxed()); // carries some fifty bytes
      System.out.println("highest mean: " + means.mapToDouble(d -> d).max().orElseThrow());
    }
  }
}
