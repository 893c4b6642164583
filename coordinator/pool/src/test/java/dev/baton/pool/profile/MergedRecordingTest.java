package dev.baton.pool.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings as JVMs leave them, from one of this JVM. */
class MergedRecordingTest {

  private static final int EVENTS = 20;
  private static final String LONG_TEXT = "a text that the recorder has as a constant of its chunk";

  @TempDir static Path ofAll;
  private static byte[] recorded = {};

  @TempDir Path folder;
  private Path recordings;
  private Path merged;

  @Name("dev.baton.test.Numbered")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // the recorder reads them
  private static final class Numbered extends Event {
    int number;
    String text = "";
  }

  @BeforeAll
  static void record() throws IOException {
    Path file = ofAll.resolve("recorded.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(Numbered.class);
      recording.start();
      for (int number = 0; number < EVENTS; number++) {
        Numbered event = new Numbered();
        event.number = number;
        event.text = LONG_TEXT;
        event.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    FlightRecorder.unregister(Numbered.class);
    recorded = Files.readAllBytes(file);
  }

  @BeforeEach
  void makeFolders() throws IOException {
    recordings = Files.createDirectory(folder.resolve("recordings"));
    merged = folder.resolve("merged.jfr");
  }

  @Test
  void theChunkOfAKilledJvmIsReadUpToItsLastFlush() throws IOException {
    byte[] killed = Arrays.copyOf(recorded, recorded.length + 1000);
    killed[RecordedChunk.STATE_AT] = 7;
    put("killed", killed);

    assertThat(merge()).isZero();
    assertThat(numbers(merged)).isEqualTo(numbers());
  }

  @Test
  void whatWasNeverFlushedIsLeftOut() throws IOException {
    byte[] unflushed = Arrays.copyOf(recorded, RecordedChunk.HEADER_BYTES + 10);
    ByteBuffer.wrap(unflushed).putLong(RecordedChunk.METADATA_AT, 0);
    put("unflushed", unflushed);
    put("empty", new byte[0]);
    put("good", recorded);

    assertThat(merge()).isZero();
    assertThat(numbers(merged)).isEqualTo(numbers());
  }

  @Test
  void aHeaderThatWasBeingWrittenIsToldAndLeftOut() throws IOException {
    byte[] torn = recorded.clone();
    torn[RecordedChunk.STATE_AT] = RecordedChunk.BEING_CHANGED;
    put("torn", torn);
    put("good", recorded);

    assertThat(merge()).isEqualTo(1);
    assertThat(numbers(merged)).isEqualTo(numbers());
  }

  @Test
  void aChunkThatIsDamagedOrCutOffIsToldAndLeftOut() throws IOException {
    put("cut", Arrays.copyOf(recorded, recorded.length - 1));
    byte[] damaged = recorded.clone();
    Arrays.fill(damaged, RecordedChunk.HEADER_BYTES, RecordedChunk.HEADER_BYTES + 8, (byte) 0);
    put("damaged", damaged);
    put("other", new byte[100]);
    put("good", recorded);

    assertThat(merge()).isEqualTo(3);
    assertThat(numbers(merged)).isEqualTo(numbers());
  }

  @Test
  void aCrashsCopyOfTheRecordingDoesNotCount() throws IOException {
    put("good", recorded);
    Files.write(recordings.resolve("hs_err_pid17.jfr"), recorded);

    assertThat(merge()).isZero();
    assertThat(numbers(merged)).isEqualTo(numbers());
  }

  /** Readers use the clock of the first chunk for all. */
  @Test
  void theEventsOfAJvmWithAnotherClockHaveTheirTime() throws IOException {
    Duration later = Duration.ofHours(3);
    byte[] other = recorded.clone();
    ByteBuffer header = ByteBuffer.wrap(other);
    header.putLong(
        RecordedChunk.START_AT, header.getLong(RecordedChunk.START_AT) + later.toNanos());
    put("first", recorded);
    put("second", other);

    assertThat(merge()).isZero();
    List<RecordedEvent> events = events(merged);
    assertThat(events).hasSize(2 * EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      Instant expected = events.get(i).getStartTime().plus(later);
      assertThat(Duration.between(expected, events.get(EVENTS + i).getStartTime()).abs())
          .isLessThan(Duration.ofMillis(1));
    }
  }

  /** Readers take constants of the chunk before for those with the same number. */
  @Test
  void eachJvmKeepsItsConstants() throws IOException {
    byte[] other = recorded.clone();
    String changed = LONG_TEXT.replace("the recorder", "ANOTHER ONE!");
    assertThat(changed).hasSameSizeAs(LONG_TEXT);
    replace(other, LONG_TEXT, changed);
    put("first", recorded);
    put("second", later(other));

    assertThat(merge()).isZero();
    List<RecordedEvent> events = events(merged);
    assertThat(events.subList(0, EVENTS))
        .allMatch(event -> event.getString("text").equals(LONG_TEXT));
    assertThat(events.subList(EVENTS, 2 * EVENTS))
        .hasSize(EVENTS)
        .allMatch(event -> event.getString("text").equals(changed));
  }

  private static byte[] later(byte[] recording) {
    ByteBuffer header = ByteBuffer.wrap(recording);
    header.putLong(RecordedChunk.START_AT, header.getLong(RecordedChunk.START_AT) + 1_000_000);
    return recording;
  }

  /** Each occurrence: the first event has the text itself, the others the number of a constant. */
  private static void replace(byte[] in, String text, String by) {
    String all = new String(in, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(text);
    assertThat(at).isPositive();
    while (at >= 0) {
      System.arraycopy(by.getBytes(StandardCharsets.ISO_8859_1), 0, in, at, by.length());
      at = all.indexOf(text, at + 1);
    }
  }

  private void put(String jvm, byte[] file) throws IOException {
    Path own = Files.createDirectory(recordings.resolve(jvm));
    Files.write(own.resolve("2026_11_30.jfr"), file);
  }

  private int merge() throws IOException {
    return MergedRecording.of(recordings).writeTo(merged);
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, EVENTS).boxed().toList();
  }

  private static List<Integer> numbers(Path file) throws IOException {
    return events(file).stream().map(event -> event.getInt("number")).toList();
  }

  private static List<RecordedEvent> events(Path file) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("dev.baton.test.Numbered"))
        .toList();
  }
}
