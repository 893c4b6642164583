package dev.baton.pool.medium;

import dev.baton.role.Receiver;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Results on the log, except those of workers whose results come over sockets. Once a socket has
 * ended, what its worker has put on the log counts, too.
 *
 * @param onLog the results of all workers
 * @param isConnected whether a worker's results come over a socket
 */
record ResultsOfOthers(Receiver<ResultBatch> onLog, LongPredicate isConnected)
    implements Receiver<ResultBatch> {

  @Override
  public List<ResultBatch> receive(Duration limit) {
    return onLog.receive(limit).stream()
        .filter(batch -> !isConnected.test(batch.incarnation()))
        .toList();
  }

  @Override
  public void wakeup() {
    onLog.wakeup();
  }

  @Override
  public long malformed() {
    return onLog.malformed();
  }

  @Override
  public long lag() {
    return onLog.lag();
  }

  @Override
  public void close() {
    onLog.close();
  }
}
