package dev.baton;

import java.util.List;

/** A task ended its worker process again and again; it is not tried once more. */
public class WorkerCrashedException extends BatonException {

  private static final long serialVersionUID = 1L;

  private final String[] evidence;

  /**
   * An exception with the evidence of each death.
   *
   * @param message which task, and how often
   * @param evidence one line for each attempt: worker, exit code or signal, last lines of its
   *     output
   */
  public WorkerCrashedException(String message, List<String> evidence) {
    super(message + evidence.stream().map(line -> "\n  " + line).reduce("", String::concat));
    this.evidence = evidence.toArray(String[]::new);
  }

  /** What is known about each death, in order of the attempts. */
  public List<String> evidence() {
    return List.of(evidence);
  }
}
