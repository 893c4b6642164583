package demo;

import dev.baton.Shared;
import dev.baton.TaskFunction;
import dev.baton.pool.ProcessPool;
import java.util.List;

/** A program that depends on the library alone. */
public final class Squares {

  record Square(int number, int square) {}

  private Squares() {}

  public static void main(String[] arguments) throws Exception {
    try (ProcessPool pool = ProcessPool.builder().workers(1).build();
        Shared<double[]> data = pool.share(new double[] {1, 2, 3})) {
      TaskFunction<Integer, Square> square = n -> new Square(n, n * n);
      TaskFunction<Integer, Double> read = n -> data.value()[n];
      System.out.println(
          pool.map(square, List.of(1, 2, 3)).toList() + " " + pool.submit(read, 2).get());
    }
  }
}
