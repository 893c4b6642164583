package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Task;
import dev.baton.advise.Advice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolAdviceIT {

  @Test
  void whatWorkersComputeMeanwhileIsNotCountedAsTheTasksOwn(@TempDir Path directory)
      throws Exception {
    String started = directory.resolve("started").toString();
    String open = directory.resolve("open").toString();
    Task<Long> busy =
        () -> {
          Files.createFile(Path.of(started));
          long rounds = 0;
          while (!Files.exists(Path.of(open))) {
            rounds++;
          }
          return rounds;
        };
    try (ProcessPool pool = ProcessPool.builder().workers(2).build()) {
      TaskFuture<Long> other = pool.submit(busy);
      Gate.awaitFile(Path.of(started));

      Advice advice = pool.advise(PoolAdviceIT::sum, List.of(1, 2, 3), 1_000);

      assertThat(advice.sampling().childrenNs().orElse(0)).isZero();
      Files.createFile(Path.of(open));
      assertThat(Outcomes.resultOf(other)).isPositive();
    }
  }

  static long sum(int factor) {
    return LongStream.range(0, 10_000_000L).map(number -> number * factor % 7).sum();
  }
}
