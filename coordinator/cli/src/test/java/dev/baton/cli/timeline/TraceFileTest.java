package dev.baton.cli.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.EnvironmentException;
import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.PoolEvent.Answer;
import dev.baton.PoolEvent.Attempts;
import dev.baton.PoolEvent.Sent.Part;
import dev.baton.PoolEvent.Times;
import dev.baton.role.Clock;
import dev.baton.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  private static final long ZERO = 1_700_000_000_000_000L;
  private static final Times TIMES =
      new Times(100_000, 900_000, 500_000, 8_000_000, 500_000, 200_000);

  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();

  @Test
  void eachPhaseOfAnAttemptIsThere() throws IOException {
    Path file = folder.resolve("trace.json");
    write(file, true);

    CheckedTrace trace = CheckedTrace.of(file);
    assertThat(trace.of("X").map(TraceFileTest::text))
        .containsExactly(
            "split 1/1 0+50",
            "task 0 2/1 2000+9000",
            "decode 2/1 2000+500",
            "run 2/1 2500+8000",
            "encode 2/1 10500+500",
            "task 1 (lost) 2/1 11000+89000",
            "run 2/1 11000+89000");
    assertThat(trace.of("b").map(event -> event.path("name").asText() + event.path("ts").asText()))
        .containsExactly(
            "wait900", "link1000", "queue1100", "hand back11000", "wait900", "queue1000");
    assertThat(trace.instants("start")).hasSize(1);
    assertThat(trace.instants("worker crashed").getFirst().at("/args/evidence").asText())
        .isEqualTo("killed by <signal> 9 \"now\"\n]");
    assertThat(trace.instants("restart").getFirst().at("/args/restarts").asInt()).isEqualTo(1);
    assertThat(trace.attempts("lost").getFirst().at("/args/cause").asText()).isEqualTo("crashed");
    assertThat(CheckedTrace.accepted(trace.attempts("done"))).isEqualTo(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void aFileWhoseWriterIsKilledHasAllThatWasToldInTime() throws IOException {
    Path file = folder.resolve("trace.json");
    write(file, false);

    CheckedTrace trace = CheckedTrace.ofKilled(file);
    assertThat(trace.attempts("done")).hasSize(1);
    assertThat(trace.attempts("lost")).hasSize(1);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaidAtOnce() {
    assertThatThrownBy(() -> new TraceFile(folder, ZERO, notices::add))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageStartingWith("Cannot write the trace " + folder + ": ");
  }

  @Test
  void aFullDiskEndsTheTraceAndNotTheJob() {
    TraceFile file;
    try {
      file = new TraceFile(Path.of("/dev/full"), ZERO, notices::add);
    } catch (EnvironmentException e) {
      assertThat(e).hasMessageContaining("/dev/full");
      return;
    }
    file.split(ZERO, ZERO, 1);
    file.pause();
    file.pause();
    assertThat(notices).hasSize(1);
  }

  @Test
  void splitsThatFollowAtOnceAreOneSlice() throws IOException {
    Path file = folder.resolve("trace.json");
    AtomicLong nowMicros = new AtomicLong(ZERO);
    Clock clock =
        new Clock() {
          @Override
          public long nanoTime() {
            return nowMicros.get() * 1_000;
          }

          @Override
          public Instant instant() {
            return Instant.EPOCH;
          }

          @Override
          public long epochMicros() {
            return nowMicros.getAndAdd(10);
          }
        };
    try (TraceFile trace = new TraceFile(file, ZERO, notices::add)) {
      Iterator<Integer> splits = new TimedSplits<>(List.of(1, 2, 3).iterator(), trace, clock);
      assertThat(splits.next()).isEqualTo(1);
      assertThat(splits.next()).isEqualTo(2);
      nowMicros.addAndGet(5_000);
      assertThat(splits.next()).isEqualTo(3);
      assertThat(splits.hasNext()).isFalse();
    }

    assertThat(CheckedTrace.of(file).of("X").map(event -> event.at("/args/tasks").asInt()))
        .containsExactly(2, 1);
  }

  private void write(Path path, boolean isToEnd) {
    TraceFile file = new TraceFile(path, ZERO, notices::add);
    file.split(ZERO, ZERO + 50, 2);
    Timeline timeline = new Timeline(file);
    Attempts first = new Attempts(0, 1, 1);
    Attempts second = new Attempts(1, 1, 1);
    timeline.accept(
        List.of(
            new PoolEvent.WorkerStarted(ZERO + 10, 1, "h/1", 1, 4711),
            new PoolEvent.Sent(
                ZERO + 1_000,
                1,
                "h/1",
                List.of(new Part(first, 100_000), new Part(second, 100_000))),
            new PoolEvent.Answered(ZERO + 11_200, 1, first, Answer.DONE, 1, TIMES, 8, ""),
            new PoolEvent.WorkerLost(
                ZERO + 100_000,
                1,
                "h/1",
                LossCause.CRASHED,
                "killed by <signal> 9 \"now\"\n]",
                1,
                List.of(second)),
            new PoolEvent.WorkerStarted(ZERO + 200_000, 2, "h/1", 1, 4712)));
    if (isToEnd) {
      timeline.end();
      file.close();
    }
  }

  private static String text(JsonNode event) {
    return "%s %d/%d %d+%d"
        .formatted(
            event.path("name").asText(),
            event.path("pid").asInt(),
            event.path("tid").asInt(),
            event.path("ts").asLong(),
            event.path("dur").asLong());
  }
}
