package dev.baton.codec.kryo;

import dev.baton.TaskDecodingException;

/** Makes one clear exception of all that can go wrong when a record is read. */
final class DecodingProblem {

  private DecodingProblem() {}

  static TaskDecodingException explain(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof TaskDecodingException clear) {
        return clear;
      }
    }
    return new TaskDecodingException(
        problem instanceof StackOverflowError
            ? "A record is nested too deeply to be read with this thread's stack; a larger -Xss"
                + " helps"
            : "A record is damaged, or its classes differ between the two processes: " + problem,
        problem);
  }
}
