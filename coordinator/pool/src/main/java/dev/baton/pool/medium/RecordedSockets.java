package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.TaskLink;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sockets whose results are recorded before they are handled.
 *
 * @param recorder receives each batch of results, on the receiving thread
 */
record RecordedSockets(CoordinatorSockets sockets, Consumer<ResultBatch> recorder)
    implements CoordinatorLinks {

  @Override
  public @Nullable Address choose(long host, Address inbox) {
    return sockets.choose(host, inbox);
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return sockets.toWorker(inbox);
  }

  @Override
  public Address resultsFrom(Address inbox) {
    return sockets.resultsFrom(inbox);
  }

  @Override
  public Receiver<ResultBatch> results() {
    return new Recorded(sockets.results(), recorder);
  }

  @Override
  public boolean hasMoreFrom(long incarnation) {
    return sockets.hasMoreFrom(incarnation);
  }

  @Override
  public PayloadLimit limit() {
    return sockets.limit();
  }

  private record Recorded(Receiver<ResultBatch> results, Consumer<ResultBatch> recorder)
      implements Receiver<ResultBatch> {

    @Override
    public List<ResultBatch> receive(Duration limit) {
      List<ResultBatch> received = results.receive(limit);
      received.forEach(recorder);
      return received;
    }

    @Override
    public void wakeup() {
      results.wakeup();
    }

    @Override
    public long malformed() {
      return results.malformed();
    }

    @Override
    public long lag() {
      return results.lag();
    }

    @Override
    public void close() {
      results.close();
    }
  }
}
