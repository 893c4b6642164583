package dev.baton.spring;

import dev.baton.BatonException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why there is no pool in a few lines, and not with a stack trace. */
final class PoolFailureAnalyzer extends AbstractFailureAnalyzer<BatonException> {

  /** The name of the bean, which is that of the method that makes it. */
  private static final String POOL = "processPool";

  private static final int DEEPEST_CAUSE = 100;

  /** Null for what a program's own tasks fail with: the pool is there then. */
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BatonException cause) {
    if (!rootFailure.equals(cause) && !isOfPool(rootFailure)) {
      return null;
    }
    return new FailureAnalysis(
        "The pool cannot be started: " + cause.getMessage(),
        "Correct what the message names; the properties of the pool are baton.pool.*.",
        cause);
  }

  private static boolean isOfPool(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .anyMatch(
            each ->
                each instanceof BeanCreationException creation
                    && POOL.equals(creation.getBeanName()));
  }
}
