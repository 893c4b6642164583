package dev.baton.measure;

import java.util.List;

/** Something that can be measured on this machine. For one thread. */
public interface Measurement {

  /** The word on the command line. */
  String name();

  /**
   * Measures, and checks all answers. What cannot be measured is a case with its failures.
   *
   * <p>When the thread is interrupted, this ends soon and leaves nothing behind; the cases recorded
   * so far stand.
   *
   * @throws dev.baton.EnvironmentException if this machine cannot do what is needed
   * @throws Exception if something fails that is no case's failure
   */
  void run(Recorder recorder) throws Exception;

  /** Tells people what cases of this measurement say, also when there are fewer than wanted. */
  Section section(List<Case> cases);
}
