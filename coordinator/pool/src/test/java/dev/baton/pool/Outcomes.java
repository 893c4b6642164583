package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/** Looks at futures. */
final class Outcomes {

  private Outcomes() {}

  static <T extends @Nullable Object> T resultOf(Future<T> future) throws Exception {
    return future.get(1, TimeUnit.MINUTES);
  }

  /** About what the task threw. */
  static AbstractThrowableAssert<?, ?> assertFailure(Future<?> future) {
    return assertThatThrownBy(() -> future.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .cause();
  }
}
