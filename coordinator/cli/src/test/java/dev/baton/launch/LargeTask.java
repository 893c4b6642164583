package dev.baton.launch;

import dev.baton.TaskFunction;

/** A task whose argument is what matters. */
public final class LargeTask {

  private LargeTask() {}

  /** The length of the argument. */
  public static TaskFunction<byte[], Integer> length() {
    return bytes -> bytes.length;
  }
}
