package dev.baton.agent;

import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.util.List;

/** Says on the events channel what happens on this host. Thread-safe. */
final class HostVoice implements CrewListener {

  private final long host;
  private final String name;
  private final Publisher publisher;

  HostVoice(long host, String name, Publisher publisher) {
    this.host = host;
    this.name = name;
    this.publisher = publisher;
  }

  void beat(List<Integer> claims, List<WorkerStatus> workers) {
    say(new HostBeat(host, name, ProcessHandle.current().pid(), claims, workers));
  }

  void leave() {
    say(new HostDown(host));
  }

  @Override
  public void up(WorkerStatus worker) {
    say(new WorkerUp(host, name, worker));
  }

  @Override
  public void down(
      int number, long incarnation, boolean crashed, long runningTask, String evidence) {
    say(new WorkerDown(host, incarnation, number, crashed, runningTask, evidence));
  }

  /** What gets lost while the broker is away is said again by the next beat. */
  private void say(Event event) {
    publisher.publish(Channel.EVENTS, 0, Frame.encode(event), PublishCallback.IGNORE);
  }
}
