package dev.baton.codec.kryo.problem;

import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.refusal.OwnersException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Turns everything that can go wrong when a record is read into one clear exception. */
public final class DecodingProblem {

  private DecodingProblem() {}

  /**
   * The exception for the caller.
   *
   * @param memory where the record lies
   */
  public static RuntimeException explain(Throwable problem, MemorySegment memory) {
    RuntimeException owners = OwnersException.in(problem);
    if (owners != null) {
      return owners;
    }
    TaskDecodingException clear = null;
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (t instanceof InternalError fault && isFault(fault)) {
        return faulty(fault);
      }
      if (clear == null && t instanceof TaskDecodingException decoding) {
        clear = decoding;
      }
    }
    if (clear != null) {
      return clear;
    }
    String inaccessible = whyInaccessible(memory);
    if (inaccessible != null) {
      return new TaskDecodingException(inaccessible, problem);
    }
    if (problem instanceof Error
        && !(problem instanceof VirtualMachineError || problem instanceof LinkageError)) {
      return new TaskDecodingException(
          "An object cannot be read: its class threw " + problem, problem);
    }
    return new TaskDecodingException(
        problem instanceof StackOverflowError
            ? "A record is nested too deeply to be read with this thread's stack; a larger -Xss"
                + " helps"
            : "A record is damaged, or its classes differ between the two processes: " + problem,
        problem);
  }

  /** Handles an error of the JVM: explains a fault in mapped memory, and rethrows any other. */
  public static TaskDecodingException explainFault(InternalError error) {
    if (!isFault(error)) {
      throw error;
    }
    return faulty(error);
  }

  private static boolean isFault(InternalError error) {
    return String.valueOf(error.getMessage()).contains("unsafe memory access");
  }

  private static TaskDecodingException faulty(InternalError fault) {
    return new TaskDecodingException(
        "A record cannot be read to its end: the file that it lies in has been cut or removed, or"
            + " its disk has no room or failed",
        fault);
  }

  private static @Nullable String whyInaccessible(MemorySegment memory) {
    if (!memory.scope().isAlive()) {
      return "A record cannot be read: the memory that it lies in was released";
    }
    return memory.isAccessibleBy(Thread.currentThread())
        ? null
        : "A record cannot be read: the memory that it lies in belongs to another thread";
  }
}
