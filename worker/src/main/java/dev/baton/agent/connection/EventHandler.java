package dev.baton.agent.connection;

import dev.baton.role.RecordRole;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkersWanted;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ObjLongConsumer;

/** Acts on what others publish on the events channel. */
public final class EventHandler implements RecordRole<Event> {

  private final long host;
  private final Runnable onQuestion;
  private final Consumer<? super JobBeat> onJob;
  private final Consumer<? super DrainHost> onDrain;
  private final IntConsumer onWanted;
  private final ObjLongConsumer<? super Event> onOther;

  /**
   * Creates a handler.
   *
   * @param host the incarnation of this host's agent
   * @param onQuestion called when a coordinator asks who is there
   * @param onJob told of each job's progress
   * @param onDrain told of each request that this host leave
   * @param onWanted told how many workers of this host somebody has tasks for
   * @param onOther told of all other events, with the time
   */
  public EventHandler(
      long host,
      Runnable onQuestion,
      Consumer<? super JobBeat> onJob,
      Consumer<? super DrainHost> onDrain,
      IntConsumer onWanted,
      ObjLongConsumer<? super Event> onOther) {
    this.host = host;
    this.onQuestion = onQuestion;
    this.onJob = onJob;
    this.onDrain = onDrain;
    this.onWanted = onWanted;
    this.onOther = onOther;
  }

  @Override
  public void accept(Event event, long nowNs) {
    switch (event) {
      case WhoIsThere _ -> onQuestion.run();
      case JobBeat beat -> onJob.accept(beat);
      case DrainHost request when request.host() == host -> onDrain.accept(request);
      case WorkersWanted wanted when wanted.host() == host -> onWanted.accept(wanted.workers());
      default -> onOther.accept(event, nowNs);
    }
  }
}
