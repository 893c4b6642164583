package dev.baton.agent.crash;

import dev.baton.process.ChildProcess;
import dev.baton.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Asks a hung JVM what its threads are doing. A JVM that a signal has stopped is resumed for that:
 * it is about to be killed anyway.
 */
public final class ThreadDump {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** A dump ends with these words. */
  private static final String END = "JNI global refs";

  /** The threads that run tasks. */
  private static final List<String> OF_TASKS = List.of("\"baton-slots\"", "\"baton-task-");

  private static final int FRAMES = 12;

  private ThreadDump() {}

  /**
   * Where in their code the worker's tasks are; empty if the worker does not answer in time. Takes
   * up to a second: do not call it on the agent's thread.
   */
  public static String ofTasks(ChildProcess process, WorkerOutput output) {
    output.keepAside();
    try {
      Signals.send("QUIT", process.pid());
      Signals.send("CONT", process.pid());
      long endNs = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() - endNs < 0 && process.isAlive() && !isWhole(output.kept())) {
        Thread.sleep(LOOK_EVERY);
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return excerpt(output.kept());
  }

  private static boolean isWhole(List<String> lines) {
    return lines.stream().anyMatch(line -> line.contains(END));
  }

  /** The stack of the first thread that runs a task. */
  static String excerpt(List<String> dump) {
    StringBuilder text = new StringBuilder();
    int frames = -1;
    for (String line : dump) {
      if (frames < 0 && OF_TASKS.stream().anyMatch(line::startsWith)) {
        frames = 0;
      } else if (frames >= 0) {
        if (line.isBlank() || frames == FRAMES) {
          break;
        }
        if (line.strip().startsWith("at ")) {
          frames++;
          text.append("\n  ").append(line.strip());
        }
      }
    }
    return text.toString();
  }
}
