package dev.baton.log;

import dev.baton.role.Receiver;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.List;

/** Receives the records of one type from a partition of the log. */
public final class LogReceiver<R extends WireRecord> implements Receiver<R> {

  private final RecordReader<R> reader;

  /** Creates a receiver for a reader, which it closes. */
  public LogReceiver(RecordReader<R> reader) {
    this.reader = reader;
  }

  @Override
  public List<R> receive(Duration limit) {
    return reader.read(limit).stream().map(Logged::record).toList();
  }

  @Override
  public void wakeup() {
    reader.wakeup();
  }

  @Override
  public long malformed() {
    return reader.malformed();
  }

  @Override
  public long lag() {
    return reader.lag();
  }

  @Override
  public void close() {
    reader.close();
  }
}
