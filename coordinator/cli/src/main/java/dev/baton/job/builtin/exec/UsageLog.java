package dev.baton.job.builtin.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Lines of JSON that say what became of each command, and what it used. Stateless. */
final class UsageLog {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private UsageLog() {}

  /** The line for a command; what is unknown is left out. */
  static String line(CommandInput input, CommandResult result, String command) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", input.number());
    line.put("command", command);
    line.put("values", input.values());
    line.put("host", result.host());
    line.put("attempt", result.attempt());
    line.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
    if (result.exitCode() >= 0) {
      line.put("exitCode", result.exitCode());
    }
    if (result.signal() > 0) {
      line.put("signal", result.signal());
    }
    line.put("startMs", result.startMs());
    line.put("wallUs", result.wallUs());
    if (result.use().isKnown()) {
      line.put("userUs", result.use().userUs());
      line.put("systemUs", result.use().systemUs());
    }
    line.put("outBytes", result.out().length);
    line.put("errBytes", result.err().length);
    if (!result.files().isEmpty()) {
      line.put("returnedBytes", result.receivedBytes() - result.out().length);
    }
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
