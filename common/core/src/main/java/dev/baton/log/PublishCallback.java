package dev.baton.log;

import org.jspecify.annotations.Nullable;

/**
 * Told once when a record is on the log or is given up. Runs on the log's thread, and must not
 * block.
 */
@FunctionalInterface
public interface PublishCallback {

  /** Does nothing: for records whose loss is noticed elsewhere, such as beats. */
  PublishCallback IGNORE = _ -> {};

  /**
   * Reports the outcome.
   *
   * @param failure why it was given up, or null when it is on the log
   */
  void done(@Nullable Exception failure);

  /** As {@link #done} without a failure, with the record's place in its partition. */
  default void published(long offset) {
    done(null);
  }
}
