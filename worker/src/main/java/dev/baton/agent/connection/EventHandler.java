package dev.baton.agent.connection;

import dev.baton.role.RecordRole;
import dev.baton.wire.Event;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import java.util.function.Consumer;

/** Acts on what others publish on the events channel. */
public final class EventHandler implements RecordRole<Event> {

  private final Runnable onQuestion;
  private final Consumer<? super JobBeat> onJob;

  /**
   * Creates a handler.
   *
   * @param onQuestion called when a coordinator asks who is there
   * @param onJob told of each job's progress
   */
  public EventHandler(Runnable onQuestion, Consumer<? super JobBeat> onJob) {
    this.onQuestion = onQuestion;
    this.onJob = onJob;
  }

  @Override
  public void accept(Event event, long nowNs) {
    switch (event) {
      case WhoIsThere _ -> onQuestion.run();
      case JobBeat beat -> onJob.accept(beat);
      default -> {} // of other hosts, or from this one
    }
  }
}
