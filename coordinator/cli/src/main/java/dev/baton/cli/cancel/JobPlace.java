package dev.baton.cli.cancel;

import dev.baton.journal.JobView;
import java.time.Duration;
import java.util.List;

/** Where jobs are written down, and where those who run them are asked to end one. */
interface JobPlace extends AutoCloseable {

  /** The jobs, as far as was read. */
  List<JobView> jobs();

  /** Reads what is new; waits for it until the limit. */
  void readOn(Duration limit);

  /**
   * Asks whoever runs a job to end it; does not wait for an answer.
   *
   * @param requester who asks, for people to read
   */
  void ask(String jobId, String requester);

  /** The place in words. */
  String where();

  @Override
  void close();
}
