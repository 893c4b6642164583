package dev.baton.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an exception without building it.
 *
 * @param classNames the names of its class and superclasses, its own first
 */
public record FailureSummary(List<String> classNames, @Nullable String message) {

  /** As the first line of a stack trace has it. */
  @Override
  public String toString() {
    String name = classNames.getFirst();
    return message == null ? name : name + ": " + message;
  }
}
