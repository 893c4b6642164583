package dev.baton.measure.recovery;

import dev.baton.Shared;
import dev.baton.Task;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The task that a fault is to hit: at its first run it waits for that, later it answers at once.
 *
 * @param area where it says that it runs, or null for a file
 * @param file the path of that file
 * @param number what its answer is made of
 */
record ProbeTask(@Nullable Shared<MemorySegment> area, @Nullable String file, long number)
    implements Task<Long> {

  @Override
  public Long call() throws Exception {
    int run;
    if (area != null) {
      run = new ProbeCells(area.segment()).begin();
    } else {
      try (ProbeCells.Mapped mapped = ProbeCells.Mapped.open(Path.of(String.valueOf(file)))) {
        run = mapped.cells().begin();
      }
    }
    if (run == 0) {
      TimeUnit.HOURS.sleep(1);
    }
    return answer(number);
  }

  /** What the task with a number must answer. */
  static long answer(long number) {
    return number * 0x9E3779B97F4A7C15L + 1;
  }
}
