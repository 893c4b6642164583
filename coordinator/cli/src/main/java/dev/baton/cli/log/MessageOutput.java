package dev.baton.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages for people on as they are and, once there is a log, makes an entry of each line;
 * what was drawn on a line and is overwritten, as a progress bar is, makes none. Thread-safe.
 */
final class MessageOutput extends OutputStream {

  private final OutputStream people;
  private final Charset charset;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean isReturned;
  private @Nullable Log log;

  MessageOutput(OutputStream people, Charset charset) {
    this.people = people;
    this.charset = charset;
  }

  /** Where messages for people go, past any log. */
  OutputStream people() {
    return people;
  }

  synchronized void begin(Log next) {
    end();
    log = next;
  }

  synchronized boolean isLog() {
    return log != null && log.isInsteadOfMessages();
  }

  /** Prints an error as one entry. */
  synchronized void error(String text) throws IOException {
    try {
      if (!isLog()) {
        people.write(text.getBytes(charset));
        people.flush();
      }
    } finally { // a terminal that is gone does not keep it from the log
      if (log != null) {
        log.add(LogEntry.error(text));
      }
    }
  }

  @Override
  public synchronized void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      if (!isLog()) {
        people.write(bytes, offset, length);
      }
    } finally {
      if (log != null) {
        for (int i = offset; i < offset + length; i++) {
          add(bytes[i]);
        }
      }
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    people.flush();
  }

  /** Ends a line that has begun, and the log. */
  synchronized void end() {
    if (log != null) {
      endLine();
      log.close();
      log = null;
    }
  }

  private void add(byte next) {
    if (next == '\n') {
      endLine();
      return;
    }
    if (isReturned) {
      line.reset();
      isReturned = false;
    }
    if (next == '\r') {
      isReturned = true;
    } else {
      line.write(next);
    }
  }

  private void endLine() {
    String printed = line.toString(charset);
    line.reset();
    isReturned = false;
    if (log != null) {
      log.add(LogEntry.of(printed));
    }
  }
}
