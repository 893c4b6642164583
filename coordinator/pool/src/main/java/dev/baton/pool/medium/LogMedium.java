package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.log.Channel;
import dev.baton.log.Events;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.wire.Frame;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The log: records on it are durable, and reach other hosts. */
public class LogMedium implements Medium {

  private final Log log;
  private final @Nullable Path dataDirectory;

  /**
   * Creates a medium that owns the log and closes it.
   *
   * @param dataDirectory where other processes may have left what belongs on the log; null for
   *     nowhere
   */
  public LogMedium(Log log, @Nullable Path dataDirectory) {
    this.log = log;
    this.dataDirectory = dataDirectory;
  }

  @Override
  public CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded) {
    return new CoordinatorLogLinks(log, CoordinatorLogLinks.resultsOf(log, coordinator), onLost);
  }

  /** While the broker is away and its client's buffer is full, a send waits. */
  @Override
  public boolean takesAtOnce() {
    return false;
  }

  @Override
  public Events events() {
    return log.events();
  }

  @Override
  public Log toOtherHosts() {
    return log;
  }

  @Override
  public KnownResults known(long coordinator, Instant since) {
    int partition = CoordinatorLogLinks.resultsOf(log, coordinator).partition();
    return KnownResults.read(log, dataDirectory, coordinator, partition, since);
  }

  @Override
  public void record(Quarantined task) {
    log.publisher().publish(Channel.QUARANTINE, 0, Frame.encode(task), PublishCallback.IGNORE);
  }

  @Override
  public PayloadLimit recordLimit() {
    return PayloadLimit.ofRecords(log.publisher().maxRecordBytes());
  }

  @Override
  public void close() {
    log.close();
  }
}
