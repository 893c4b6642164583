package dev.baton;

import java.util.List;

/** A task killed its worker process too many times, and is not tried again. */
public class WorkerCrashedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** One line for each death. */
  private final String[] evidence;

  /**
   * Creates an exception.
   *
   * @param message which task, and how often
   * @param evidence one line for each attempt: worker, exit code or signal, last lines of its
   *     output
   */
  public WorkerCrashedException(String message, List<String> evidence) {
    super(message + evidence.stream().map(line -> "\n  " + line).reduce("", String::concat));
    this.evidence = evidence.toArray(String[]::new);
  }

  /** {@return what is known about each death, in the order of the attempts} */
  public List<String> evidence() {
    return List.of(evidence);
  }
}
