package dev.baton.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.PoolEvent.Answer;
import dev.baton.PoolEvent.Attempts;
import dev.baton.PoolEvent.Times;
import dev.baton.timeline.AttemptSpan.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long MS = 1_000;
  private static final long NS_OF_MS = 1_000_000;

  private final List<AttemptSpan> spans = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final Timeline timeline =
      new Timeline(
          new TimelineSink() {
            @Override
            public void attempt(AttemptSpan span) {
              spans.add(span);
            }

            @Override
            public void started(PoolEvent.WorkerStarted worker, int restarts) {
              others.add("started " + worker.worker() + " " + restarts);
            }

            @Override
            public void lost(PoolEvent.WorkerLost worker) {
              others.add("lost " + worker.worker());
            }

            @Override
            public void parked(PoolEvent.WorkerParked worker) {
              others.add("parked " + worker.worker());
            }

            @Override
            public void late(PoolEvent.Answered answer) {
              others.add("late " + answer.attempts().task());
            }

            @Override
            public void pause() {}
          });

  @Test
  void aWorkerThatWasParkedIsNotRestarted() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(17, 1, 1), 0);
    answered(1_010 * MS, 1, new Attempts(17, 1, 1), Answer.RETURNED, 0, times(0, 0, 0, 0, 0, 0));
    timeline.accept(List.of(new PoolEvent.WorkerParked(1_010 * MS, 1, "h/1")));
    started("h/1", 2, 1);

    assertThat(spans).singleElement().returns(AttemptSpan.End.RETURNED, AttemptSpan::end);
    assertThat(others).containsExactly("started h/1 0", "parked h/1", "started h/1 0");
  }

  @Test
  void phasesFollowOneAnotherFromTheWaitToTheWayBack() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(17, 1, 1), 5);
    answered(1_030 * MS, 1, new Attempts(17, 1, 1), Answer.DONE, 1, times(1, 4, 2, 20, 1, 2));

    AttemptSpan span = spans.getFirst();
    assertThat(span.waitingMicros()).isEqualTo(995 * MS);
    assertThat(span.sentMicros()).isEqualTo(1_000 * MS);
    assertThat(span.receivedMicros()).isEqualTo(1_001 * MS);
    assertThat(span.startMicros()).isEqualTo(1_005 * MS);
    assertThat(span.decodedMicros()).isEqualTo(1_007 * MS);
    assertThat(span.executedMicros()).isEqualTo(1_027 * MS);
    assertThat(span.endMicros()).isEqualTo(1_028 * MS);
    assertThat(span.heardMicros()).isEqualTo(1_030 * MS);
    assertThat(span.end()).isEqualTo(End.DONE);
    assertThat(span.lane()).isEqualTo(new WorkerLane("h/1", 0));
  }

  @Test
  void aChunkStartsWhereItsFirstTaskDoes() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 4, 1), 0);
    // The four began 3, 13, 23 and 33 ms after they were received.
    answered(1_060 * MS, 1, new Attempts(0, 4, 1), Answer.DONE, 4, times(4, 72, 0, 40, 0, 1));

    assertThat(spans.getFirst().startMicros()).isEqualTo(1_004 * MS);
    assertThat(spans.getFirst().endMicros()).isEqualTo(1_044 * MS);
  }

  @Test
  void theTaskThatAKilledWorkerRanIsToldApartFromThoseThatWaited() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 1, 1), 0);
    sent(1_001 * MS, 1, "h/1", new Attempts(1, 9, 1), 0);
    answered(1_050 * MS, 1, new Attempts(0, 1, 1), Answer.DONE, 1, times(0, 0, 0, 40, 0, 0));
    lost(1_100 * MS, 1, "h/1", 3, new Attempts(1, 9, 1));

    assertThat(spans)
        .extracting(span -> span.name() + " " + span.end() + " " + span.busyMicros() / MS)
        .containsExactly(
            "task 0 DONE 40", "tasks 1 to 2 LOST 0", "task 3 LOST 60", "tasks 4 to 9 LOST 0");
    assertThat(spans.get(2).cause()).isEqualTo(LossCause.CRASHED);
    assertThat(spans.get(2).text()).isEqualTo("killed by signal 9");
  }

  @Test
  void whatNobodyWaitsForEndsWithItsWorker() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 1, 1), 0);
    lost(1_100 * MS, 1, "h/1", -1);

    assertThat(spans).extracting(AttemptSpan::end).containsExactly(End.DROPPED);
  }

  @Test
  void aWorkerInTheSamePlaceIsARestartAndAnAnswerOfTheDeadIsLate() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 1, 1), 0);
    lost(1_100 * MS, 1, "h/1", -1, new Attempts(0, 1, 1));
    started("h/1", 2, 1);
    answered(1_200 * MS, 1, new Attempts(0, 1, 1), Answer.DONE, 1, times(0, 0, 0, 40, 0, 0));

    assertThat(others).containsExactly("started h/1 0", "lost h/1", "started h/1 1", "late 0");
    assertThat(spans).extracting(AttemptSpan::end).containsExactly(End.LOST);
  }

  @Test
  void tasksThatRunAtTheSameTimeHaveSlotsOfTheirOwn() {
    started("h/1", 1, 2);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 1, 1), 0);
    sent(1_000 * MS, 1, "h/1", new Attempts(1, 1, 1), 0);
    sent(1_000 * MS, 1, "h/1", new Attempts(2, 1, 1), 0);
    answered(1_010 * MS, 1, new Attempts(0, 1, 1), Answer.DONE, 1, times(0, 0, 0, 10, 0, 0));
    answered(1_030 * MS, 1, new Attempts(1, 1, 1), Answer.DONE, 1, times(0, 0, 0, 30, 0, 0));
    answered(1_035 * MS, 1, new Attempts(2, 1, 1), Answer.FAILED, 1, times(0, 12, 0, 23, 0, 0));

    assertThat(spans)
        .extracting(span -> span.lane() == null ? -1 : span.lane().slot())
        .containsExactly(0, 1, 0);
  }

  @Test
  void aClockThatMustBeWrongIsCorrected() {
    started("far/1", 1, 1);
    sent(10_000 * MS, 1, "far/1", new Attempts(0, 1, 1), 0);
    // The host's clock is 5 s behind; each way takes 2 ms.
    answered(
        10_024 * MS, 1, new Attempts(0, 1, 1), Answer.DONE, 1, times(-4_998, 0, 0, 20, 0, 5_002));

    assertThat(spans.getFirst().receivedMicros()).isEqualTo(10_002 * MS);
    assertThat(spans.getFirst().endMicros()).isEqualTo(10_022 * MS);
  }

  @Test
  void whatIsOpenAtTheEndStaysOpen() {
    started("h/1", 1, 1);
    sent(1_000 * MS, 1, "h/1", new Attempts(0, 3, 1), 0);
    answered(1_050 * MS, 1, new Attempts(1, 1, 1), Answer.RETURNED, 0, times(0, 0, 0, 0, 0, 0));
    timeline.end();

    assertThat(spans)
        .extracting(span -> span.name() + " " + span.end() + " " + span.ran())
        .containsExactly("task 1 RETURNED false", "task 0 OPEN false", "task 2 OPEN false");
  }

  private void started(String worker, long incarnation, int slots) {
    timeline.accept(List.of(new PoolEvent.WorkerStarted(900 * MS, incarnation, worker, slots, 4)));
  }

  private void sent(
      long atMicros, long incarnation, String worker, Attempts attempts, long waitedMs) {
    timeline.accept(
        List.of(
            new PoolEvent.Sent(
                atMicros,
                incarnation,
                worker,
                List.of(new PoolEvent.Sent.Part(attempts, waitedMs * NS_OF_MS)))));
  }

  private void answered(
      long atMicros,
      long incarnation,
      Attempts attempts,
      Answer answer,
      int accepted,
      Times times) {
    timeline.accept(
        List.of(
            new PoolEvent.Answered(
                atMicros, incarnation, attempts, answer, accepted, times, 8, "")));
  }

  private void lost(
      long atMicros, long incarnation, String worker, long running, Attempts... attempts) {
    timeline.accept(
        List.of(
            new PoolEvent.WorkerLost(
                atMicros,
                incarnation,
                worker,
                LossCause.CRASHED,
                "killed by signal 9",
                running,
                List.of(attempts))));
  }

  private static Times times(
      long transfer, long queue, long decode, long execute, long encode, long back) {
    return new Times(
        transfer * NS_OF_MS,
        queue * NS_OF_MS,
        decode * NS_OF_MS,
        execute * NS_OF_MS,
        encode * NS_OF_MS,
        back * NS_OF_MS);
  }
}
