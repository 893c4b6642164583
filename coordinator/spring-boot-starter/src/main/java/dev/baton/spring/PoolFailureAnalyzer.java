package dev.baton.spring;

import dev.baton.BatonException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells why there is no pool in a few lines, and not with a stack trace. */
final class PoolFailureAnalyzer extends AbstractFailureAnalyzer<BatonException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BatonException cause) {
    return new FailureAnalysis(
        "The pool cannot be started: " + cause.getMessage(),
        "Correct what the message names; the properties of the pool are baton.pool.*.",
        cause);
  }
}
