package dev.baton.cli.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line with an object of JSON for each entry; what is not known is left out.
 *
 * <pre>
 * {"timestamp":"2026-11-30T09:05:01.042Z","level":"INFO","role":"run","host":"a","pid":4711,
 *  "worker":"3","job":"sum-4k7","task":17,"attempt":1,"message":"The text."}
 * </pre>
 */
final class JsonLayout implements LogLayout {

  private final LogSource source;
  private final JsonFactory json = new JsonFactory();

  JsonLayout(LogSource source) {
    this.source = source;
  }

  @Override
  public String lines(Instant time, LogEntry entry) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = json.createGenerator(line)) {
      object.writeStartObject();
      object.writeStringField("timestamp", TextLayout.TIME.format(time));
      object.writeStringField("level", entry.level().name());
      object.writeStringField("role", source.role());
      object.writeStringField("host", source.host());
      object.writeNumberField("pid", source.pid());
      if (entry.worker() != null) {
        object.writeStringField("worker", entry.worker().replaceFirst("^worker ", ""));
      }
      LogEntry.@Nullable Task task = entry.task();
      if (task != null) {
        object.writeStringField("job", task.job());
        object.writeNumberField("task", task.task());
        object.writeNumberField("attempt", task.attempt());
      }
      if (entry.logger() != null) {
        object.writeStringField("logger", entry.logger());
      }
      object.writeStringField("message", entry.message());
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line + "\n";
  }
}
