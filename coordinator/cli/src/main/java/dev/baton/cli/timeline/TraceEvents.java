package dev.baton.cli.timeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Writes events in the JSON array form of Chrome's trace event format. Memory is bounded: events
 * are written when there are some of them. As a write has whole events, and the closing bracket of
 * the array is optional in this format, the file can be opened at any time, also if this process
 * was killed. For one thread at a time.
 */
final class TraceEvents implements AutoCloseable {

  /** An event: its fields in this order, of which those that are null are left out. */
  @FunctionalInterface
  interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static final int WRITE_BYTES = 64 << 10;

  private final FileChannel file;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * WRITE_BYTES);
  private final JsonGenerator json;
  private final long zeroMicros;

  /**
   * Begins a file; what was in it is gone.
   *
   * @param zeroMicros what is time 0 in the file, in microseconds since the epoch
   */
  TraceEvents(Path path, long zeroMicros) throws IOException {
    this.zeroMicros = zeroMicros;
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    buffer.writeBytes("[\n".getBytes(StandardCharsets.UTF_8));
    json = new JsonFactory().createGenerator(buffer);
    json.setRootValueSeparator(new SerializedString(",\n"));
  }

  /** The name of a process or of a thread. */
  void name(String what, int pid, int tid, String name) throws IOException {
    write("M", what, pid, tid, event -> args(event, Map.of("name", name)));
  }

  /** Where a process or a thread stands among the others. */
  void sortIndex(String what, int pid, int tid, int index) throws IOException {
    write("M", what, pid, tid, event -> args(event, Map.of("sort_index", index)));
  }

  /** Something that took a while on a thread. */
  void slice(String name, int pid, int tid, long fromMicros, long toMicros, Map<String, ?> args)
      throws IOException {
    write(
        "X",
        name,
        pid,
        tid,
        event -> {
          time(event, fromMicros);
          event.writeNumberField("dur", toMicros - fromMicros);
          args(event, args);
        });
  }

  /** Something that happened at one moment on a thread. */
  void instant(String name, int pid, int tid, long atMicros, Map<String, ?> args)
      throws IOException {
    write(
        "i",
        name,
        pid,
        tid,
        event -> {
          time(event, atMicros);
          event.writeStringField("s", "t");
          args(event, args);
        });
  }

  /**
   * Something that took a while beside others of its kind; those with the same id belong together.
   */
  void span(String name, String category, String id, int pid, long fromMicros, long toMicros)
      throws IOException {
    ofId("b", name, category, id, pid, fromMicros, Map.of());
    ofId("e", name, category, id, pid, toMicros, Map.of());
  }

  /** Something that happened at one moment to what has this id. */
  void moment(String name, String category, String id, int pid, long atMicros, Map<String, ?> args)
      throws IOException {
    ofId("n", name, category, id, pid, atMicros, args);
  }

  private void ofId(
      String phase,
      String name,
      String category,
      String id,
      int pid,
      long atMicros,
      Map<String, ?> args)
      throws IOException {
    write(
        phase,
        name,
        pid,
        0,
        event -> {
          event.writeStringField("cat", category);
          event.writeStringField("id", id);
          time(event, atMicros);
          args(event, args);
        });
  }

  private void time(JsonGenerator event, long micros) throws IOException {
    event.writeNumberField("ts", Math.max(0, micros - zeroMicros));
  }

  private static void args(JsonGenerator event, Map<String, ?> args) throws IOException {
    if (!args.isEmpty()) {
      event.writeObjectFieldStart("args");
      for (Map.Entry<String, ?> arg : args.entrySet()) {
        event.writeObjectField(arg.getKey(), arg.getValue());
      }
      event.writeEndObject();
    }
  }

  private void write(String phase, String name, int pid, int tid, Fields more) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", phase);
    json.writeStringField("name", name);
    json.writeNumberField("pid", pid);
    json.writeNumberField("tid", tid);
    more.writeTo(json);
    json.writeEndObject();
    if (buffer.size() >= WRITE_BYTES) {
      flush();
    }
  }

  /** Writes what there is. */
  void flush() throws IOException {
    json.flush();
    ByteBuffer bytes = ByteBuffer.wrap(buffer.toByteArray());
    buffer.reset();
    while (bytes.hasRemaining()) {
      var _ = file.write(bytes);
    }
  }

  /** Ends the array, too. */
  @Override
  public void close() throws IOException {
    try (file) {
      json.flush();
      buffer.writeBytes("\n]\n".getBytes(StandardCharsets.UTF_8));
      flush();
    }
  }
}
