package dev.baton.pool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class logs while a test runs, instead of on standard error. */
final class LogCapture implements AutoCloseable {

  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  private final Logger logger;

  LogCapture(Class<?> type) {
    logger = Logger.getLogger(type.getName());
  }

  void start() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  List<LogRecord> records() {
    return records;
  }

  /** All of it with stacks. */
  String printed() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    for (LogRecord record : records) {
      out.println(record.getMessage());
      if (record.getThrown() != null) {
        record.getThrown().printStackTrace(out);
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
