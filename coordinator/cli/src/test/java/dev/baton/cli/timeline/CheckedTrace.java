package dev.baton.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A trace that has been held against the trace event format: each event has what its phase asks
 * for, slices of a thread nest, spans begin and end, and processes and threads have names.
 */
public record CheckedTrace(List<JsonNode> events) {

  private static final Set<String> PHASES = Set.of("M", "X", "i", "b", "e", "n");

  /** Reads a trace that is complete. */
  public static CheckedTrace of(Path file) throws IOException {
    return check(Files.readString(file));
  }

  /** Reads a trace whose writer was killed: the closing bracket is optional in the format. */
  public static CheckedTrace ofKilled(Path file) throws IOException {
    String text = Files.readString(file);
    return check(text.stripTrailing().endsWith("]") ? text : text + "\n]");
  }

  private static CheckedTrace check(String text) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    JsonNode root = new ObjectMapper().readTree(text);
    assertThat(root.isArray()).isTrue();
    root.forEach(events::add);
    CheckedTrace trace = new CheckedTrace(events);
    events.forEach(CheckedTrace::checkFields);
    trace.checkNames();
    trace.checkNesting();
    trace.checkSpans();
    return trace;
  }

  private static void checkFields(JsonNode event) {
    String phase = event.path("ph").asText();
    assertThat(PHASES).as(event.toString()).contains(phase);
    assertThat(event.path("name").asText()).as(event.toString()).isNotEmpty();
    assertThat(event.path("pid").isInt() && event.path("tid").isInt())
        .as(event.toString())
        .isTrue();
    if (!phase.equals("M")) {
      assertThat(event.path("ts").isIntegralNumber()).as(event.toString()).isTrue();
      assertThat(event.path("ts").asLong()).as(event.toString()).isNotNegative();
    }
    switch (phase) {
      case "X" -> assertThat(event.path("dur").asLong(-1)).as(event.toString()).isNotNegative();
      case "i" -> assertThat(event.path("s").asText()).isEqualTo("t");
      case "b", "e", "n" -> {
        assertThat(event.path("id").asText()).as(event.toString()).isNotEmpty();
        assertThat(event.path("cat").asText()).as(event.toString()).isNotEmpty();
      }
      default -> assertThat(event.path("args").isObject()).as(event.toString()).isTrue();
    }
  }

  private void checkNames() {
    Set<Integer> processes = new HashSet<>();
    Set<String> threads = new HashSet<>();
    for (JsonNode event : events) {
      if (event.path("name").asText().equals("process_name")) {
        assertThat(processes.add(event.path("pid").asInt())).isTrue();
      } else if (event.path("name").asText().equals("thread_name")) {
        assertThat(threads.add(thread(event))).isTrue();
      }
    }
    for (JsonNode event : events) {
      assertThat(processes).as(event.toString()).contains(event.path("pid").asInt());
      if (isOf(event, "X") || isOf(event, "i")) {
        assertThat(threads).as(event.toString()).contains(thread(event));
      }
    }
  }

  private void checkNesting() {
    Map<String, List<JsonNode>> byThread = new HashMap<>();
    of("X").forEach(e -> byThread.computeIfAbsent(thread(e), _ -> new ArrayList<>()).add(e));
    for (List<JsonNode> slices : byThread.values()) {
      slices.sort(
          Comparator.comparingLong(CheckedTrace::start)
              .thenComparing(Comparator.comparingLong(CheckedTrace::end).reversed()));
      Deque<JsonNode> open = new ArrayDeque<>();
      for (JsonNode slice : slices) {
        while (!open.isEmpty() && end(open.peek()) <= start(slice)) {
          open.pop();
        }
        if (!open.isEmpty()) {
          assertThat(end(slice))
              .as(slice + " in " + open.peek())
              .isLessThanOrEqualTo(end(open.peek()));
        }
        open.push(slice);
      }
    }
  }

  private void checkSpans() {
    Map<String, JsonNode> open = new HashMap<>();
    for (JsonNode event : events) {
      String key = event.path("id").asText() + " " + event.path("name").asText();
      if (isOf(event, "b")) {
        assertThat(open.put(key, event)).as("begun twice: " + event).isNull();
      } else if (isOf(event, "e")) {
        JsonNode begin = open.remove(key);
        assertThat(begin).as("ends without beginning: " + event).isNotNull();
        assertThat(start(event)).isGreaterThanOrEqualTo(start(begin));
      }
    }
    assertThat(open).isEmpty();
  }

  /** The events of a phase. */
  public Stream<JsonNode> of(String phase) {
    return events.stream().filter(event -> isOf(event, phase));
  }

  /** The attempts, each once, that ended in a way. */
  public List<JsonNode> attempts(String end) {
    return events.stream().filter(event -> event.at("/args/end").asText().equals(end)).toList();
  }

  /** How many tasks attempts have ended. */
  public static long accepted(List<JsonNode> attempts) {
    return attempts.stream().mapToLong(event -> event.at("/args/accepted").asLong()).sum();
  }

  /** How many tasks attempts were of. */
  public static long tasks(List<JsonNode> attempts) {
    return attempts.stream().mapToLong(event -> event.at("/args/tasks").asLong()).sum();
  }

  /** How often something with this name happened. */
  public List<JsonNode> instants(String name) {
    return of("i").filter(event -> event.path("name").asText().equals(name)).toList();
  }

  private static boolean isOf(JsonNode event, String phase) {
    return event.path("ph").asText().equals(phase);
  }

  private static String thread(JsonNode event) {
    return event.path("pid").asInt() + "/" + event.path("tid").asInt();
  }

  private static long start(JsonNode event) {
    return event.path("ts").asLong();
  }

  private static long end(JsonNode event) {
    return start(event) + event.path("dur").asLong();
  }
}
