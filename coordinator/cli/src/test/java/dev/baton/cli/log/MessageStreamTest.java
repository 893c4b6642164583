package dev.baton.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageStreamTest {

  private static final LogSource SOURCE = new LogSource("run", "here", 4711);
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private final ByteArrayOutputStream people = new ByteArrayOutputStream();
  private final MessageStream messages = new MessageStream(people, StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void withoutALogEverythingIsPassedOnAsItIs() {
    messages.print("\rhalf a bar");
    messages.error("baton: no\n");

    assertThat(people()).isEqualTo("\rhalf a bar" + "baton: no\n");
    assertThat(messages.isLog()).isFalse();
  }

  @Test
  void aLineOfTextHasTimeLevelRoleAndTask() throws IOException {
    messages.log(LogFormat.TEXT, null, SOURCE);
    messages.println("[worker 3 job=sum-4k7 task=17 attempt=2] hello");
    messages.println("[main] WARN org.acme.Thing - slow");

    assertThat(messages.isLog()).isTrue();
    assertThat(people().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(TIME + " INFO  run \\[worker 3 job=sum-4k7 task=17 attempt=2] hello"),
            line -> assertThat(line).matches(TIME + " WARN  run org\\.acme\\.Thing: slow"));
  }

  @Test
  void aLineOfJsonHasEverythingInFields() throws IOException {
    Instant before = Instant.now().minusMillis(1);
    messages.log(LogFormat.JSON, null, SOURCE);
    messages.println("[worker 3 job=sum-4k7 task=17 attempt=2] \"hello\" \u0007");

    JsonNode entry = new ObjectMapper().readTree(people());
    assertThat(Instant.parse(entry.path("timestamp").asText())).isBetween(before, Instant.now());
    assertThat(entry.path("level").asText()).isEqualTo("INFO");
    assertThat(entry.path("role").asText()).isEqualTo("run");
    assertThat(entry.path("host").asText()).isEqualTo("here");
    assertThat(entry.path("pid").asLong()).isEqualTo(4711);
    assertThat(entry.path("worker").asText()).isEqualTo("3");
    assertThat(entry.path("job").asText()).isEqualTo("sum-4k7");
    assertThat(entry.path("task").asLong()).isEqualTo(17);
    assertThat(entry.path("attempt").asInt()).isEqualTo(2);
    assertThat(entry.path("message").asText()).isEqualTo("\"hello\" \u0007");
    assertThat(entry.has("logger")).isFalse();
  }

  @Test
  void anErrorOfSeveralLinesIsOneEntryAndEachOfItsLinesHasATime() throws IOException {
    messages.log(LogFormat.JSON, null, SOURCE);
    messages.error("baton: no\n    at x\n");
    JsonNode entry = new ObjectMapper().readTree(people());
    assertThat(entry.path("level").asText()).isEqualTo("ERROR");
    assertThat(entry.path("message").asText()).isEqualTo("no\n    at x");

    people.reset();
    messages.log(LogFormat.TEXT, null, SOURCE);
    messages.error("baton: no\n    at x\n");
    assertThat(people().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).matches(TIME + " ERROR run no"),
            line -> assertThat(line).matches(TIME + " ERROR run     at x"));
  }

  @Test
  void aFileGetsTheLogBesideTheMessagesAndKeepsWhatItHad() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "before\n");
    messages.log(LogFormat.TEXT, file, SOURCE);
    messages.print("\r 10 % ▏\033[K");
    messages.print("\r 20 % ▏\033[K");
    messages.println("\r\033[2Kbaton: hello");
    messages.println();
    messages.error("baton: no\n");
    messages.print("no end");
    messages.endLog();
    messages.println(" of it");

    assertThat(messages.isLog()).isFalse();
    assertThat(people())
        .isEqualTo(
            "\r 10 % ▏\033[K\r 20 % ▏\033[K\r\033[2Kbaton: hello\n\nbaton: no\nno end of it\n");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo("before");
    assertThat(lines.subList(1, lines.size()).stream().map(line -> line.replaceFirst(TIME, "")))
        .containsExactly(" INFO  run hello", " ERROR run no", " INFO  run no end");
  }

  @Test
  void aFileThatCannotBeOpenedChangesNothing() {
    assertThatThrownBy(
            () -> messages.log(LogFormat.TEXT, folder.resolve("none").resolve("log"), SOURCE))
        .isInstanceOf(NoSuchFileException.class);

    messages.println("hello");
    assertThat(people()).isEqualTo("hello\n");
  }

  @Test
  void aTerminalThatIsGoneEndsNoLog() throws IOException {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    Path file = folder.resolve("log");
    try (MessageStream deaf = new MessageStream(gone, StandardCharsets.UTF_8)) {
      deaf.log(LogFormat.TEXT, file, SOURCE);
      deaf.println("hello");
      deaf.error("baton: no\n");
      deaf.endLog();
    }

    assertThat(file).content().contains("INFO  run hello", "ERROR run no");
  }

  @Test
  void aFullDiskEndsTheLogAndNotTheCommand() throws IOException {
    messages.log(LogFormat.TEXT, Path.of("/dev/full"), SOURCE);
    messages.println("hello");
    messages.println("again");

    assertThat(people().lines().filter(line -> line.contains("the log /dev/full ends here")))
        .hasSize(1);
    assertThat(people()).contains("hello\n", "again\n");
  }

  private String people() {
    return people.toString(StandardCharsets.UTF_8);
  }
}
