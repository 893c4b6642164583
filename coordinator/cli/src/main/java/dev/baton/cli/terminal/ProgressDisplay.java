package dev.baton.cli.terminal;

/** Shows how far a job is, on stderr. Thread-safe: one thread reports, another draws. */
public sealed interface ProgressDisplay extends AutoCloseable
    permits BarProgress, LineProgress, NoProgress {

  /** What the user wants to see. */
  enum Mode {
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * What the user will see: a bar if stderr is a terminal, else lines; with {@code auto} lines come
   * only from the moment when a person would begin to wonder.
   *
   * @param job the name in front
   */
  static ProgressDisplay of(Mode mode, String job, Console console) {
    if (mode == Mode.NEVER) {
      return new NoProgress(console.err());
    }
    if (console.errIsTerminal()) {
      return new BarProgress(job, console);
    }
    return mode == Mode.ALWAYS
        ? LineProgress.always(job, console.err())
        : LineProgress.whenLong(job, console.err());
  }

  /** Says what happens while there is no task to count yet. */
  void status(String text);

  /**
   * Says how far the job is.
   *
   * @param done tasks whose result is in
   * @param total all tasks; −1 while unknown
   */
  void update(long done, long total);

  /** Prints a line of its own among the progress. */
  void println(String line);

  /** Makes room for a line of the result, if both go to the same terminal. */
  void makeRoom();

  /** Ends the display; what was drawn for the moment only is gone. */
  @Override
  void close();
}
