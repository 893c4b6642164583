package dev.baton.link.local;

import dev.baton.EnvironmentException;
import dev.baton.role.Receiver;
import dev.baton.wire.Frame;
import dev.baton.wire.WireRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Receives records from all connections of a process, and sends on them what could not be sent at
 * once.
 */
final class ConnectionReceiver<R extends WireRecord> implements Receiver<R> {

  /** Told what becomes of connections, on the receiving thread. */
  interface Listener {

    /** Another process has connected, and has sent this as its first frame. */
    void opened(Connection connection, byte[] hello);

    /** Everything that came over a connection has been received, and nothing more will come. */
    void ended(Connection connection);
  }

  private final Class<R> type;
  private final int mostBytes;
  private final Listener listener;
  private final Selector selector;
  private final @Nullable ServerSocketChannel server;
  private final LongAdder malformed = new LongAdder();

  /** Incoming connections whose first frame has not arrived yet. */
  private final Set<Connection> strangers = new HashSet<>();

  private final List<Connection> ended = new ArrayList<>();

  /**
   * Creates a receiver without connections.
   *
   * @param type the type of records to receive; others are counted and skipped
   * @param mostBytes the maximum size of a frame
   * @param server accepts other processes' connections, or null if there are none
   */
  ConnectionReceiver(
      Class<R> type, int mostBytes, @Nullable ServerSocketChannel server, Listener listener) {
    this.type = type;
    this.mostBytes = mostBytes;
    this.listener = listener;
    this.server = server;
    try {
      this.selector = Selector.open();
      if (server != null) {
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      }
    } catch (IOException e) {
      throw new EnvironmentException("No socket can be used: " + e.getMessage(), e);
    }
  }

  /** Receives from this channel too. Thread-safe. */
  Connection add(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, 0);
    Connection connection = new Connection(channel, key, mostBytes);
    key.attach(connection);
    key.interestOps(SelectionKey.OP_READ);
    selector.wakeup();
    return connection;
  }

  @Override
  public List<R> receive(Duration limit) {
    if (!ended.isEmpty()) { // everything they sent has been handled by now
      List<Connection> gone = List.copyOf(ended);
      ended.clear();
      gone.forEach(listener::ended);
    }
    List<R> records = new ArrayList<>();
    try {
      // Rounded up: waking before anything is due would mean looking twice.
      long millis = (limit.toNanos() + 999_999) / 1_000_000;
      if (millis <= 0) {
        selector.selectNow(key -> act(key, records));
      } else {
        selector.select(key -> act(key, records), millis);
      }
    } catch (IOException e) {
      throw new EnvironmentException("Nothing can be received any more: " + e.getMessage(), e);
    }
    if (!ended.isEmpty()) {
      selector.wakeup();
    }
    return records;
  }

  private void act(SelectionKey key, List<R> records) {
    if (key.isValid() && key.isAcceptable()) {
      accept();
      return;
    }
    Connection connection = (Connection) key.attachment();
    if (key.isValid() && key.isWritable()) {
      connection.flush();
    }
    if (key.isValid() && key.isReadable()) {
      receive(key, connection, records);
    }
  }

  private void receive(SelectionKey key, Connection connection, List<R> records) {
    boolean goesOn;
    try {
      goesOn = connection.receive(frame -> accept(frame, connection, records));
    } catch (IOException e) {
      goesOn = false; // reset, or not a frame: what follows cannot be read
    }
    if (!goesOn) {
      key.cancel();
      close(connection);
      strangers.remove(connection);
      ended.add(connection);
    }
  }

  private void accept(byte[] frame, Connection connection, List<R> records) {
    if (strangers.remove(connection)) {
      listener.opened(connection, frame);
      return;
    }
    R record = Frame.decode(ByteBuffer.wrap(frame), type);
    if (record == null) {
      malformed.increment();
    } else {
      records.add(record);
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server == null ? null : server.accept();
      if (channel != null) {
        strangers.add(add(channel));
      }
    } catch (IOException e) {
      // The connection is gone again, or there are no file descriptors left: the other end will
      // notice.
    }
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public long malformed() {
    return malformed.sum();
  }

  @Override
  public void close() {
    if (!selector.isOpen()) {
      return;
    }
    try (server;
        selector) {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is no longer of any use.
    }
  }
}
