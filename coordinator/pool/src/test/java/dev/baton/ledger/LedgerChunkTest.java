package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Handoff;
import dev.baton.LossCause;
import dev.baton.codec.Items;
import dev.baton.codec.ItemsBuilder;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tasks that are added together stay together as long as the same happens to all of them. */
class LedgerChunkTest {

  private static final long WORKER = 11;
  private static final long OTHER = 12;

  private record Ended(int first, int items, Class<?> how) {}

  private final AtomicLong clock = new AtomicLong();
  private final List<Poisoned> poisoned = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(
          clock::get,
          new Random(1),
          LedgerLimits.DEFAULT,
          (task, giveUp) -> {
            poisoned.add(task);
            giveUp.run();
          });
  private final List<Ended> ended = new ArrayList<>();

  @Test
  void aChunkIsOneAttemptAndItsTasksAreCounted() {
    add(5, 0);
    assertThat(ledger.counts().pending()).isEqualTo(5);

    List<Attempt> taken = take(9);

    assertThat(taken).extracting(Attempt::attempts).containsExactly(attempts(0, 5, 1));
    assertThat(ledger.counts().dispatched()).isEqualTo(5);
    assertThat(add(1, 0)).as("the id after the last").isEqualTo(5);
  }

  @Test
  void aChunkIsAnsweredInParts() {
    add(5, 0);
    take(9);

    assertThat(accept(5, 1, 0, 2, Status.DONE).items()).isEqualTo(2);
    assertThat(accept(5, 1, 3, 5, Status.DONE).items()).isEqualTo(2);
    assertThat(accept(5, 1, 0, 5, Status.DONE).items()).as("one was open").isEqualTo(1);

    assertThat(ended).containsExactly(done(0, 2), done(3, 2), done(2, 1));
    assertThat(ledger.counts().done()).isEqualTo(5);
    assertThat(ledger.counts().open()).isZero();
  }

  @Test
  void tasksThatWereAddedAloneAreAnsweredTogether() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int task = 0; task < 4; task++) {
      var _ = ledger.add(alone((_, _, outcome) -> outcomes.add(outcome)));
    }
    take(9);

    assertThat(answer(attempts(0, 4, 1), attempts(1, 4, 1), Status.DONE).items()).isEqualTo(3);

    assertThat(outcomes)
        .extracting(outcome -> onlyItem(((Outcome.Done) outcome).payload().bytes()))
        .containsExactly(1, 2, 3);
    assertThat(ledger.counts().open()).isOne();
  }

  @Test
  void tasksWhoseCommonAnswerIsDamagedAreGivenUp() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      var _ = ledger.add(alone((_, _, outcome) -> outcomes.add(outcome)));
    }
    take(9);
    Attempts both = attempts(0, 2, 1);

    var _ =
        ledger.accept(
            new ResultBatch.Entry(
                both,
                both,
                Status.DONE,
                ResultBatch.Times.NONE,
                Payload.inline(new byte[20]),
                ResultBatch.Entry.NO_BLOBS),
            Delivery.inline(0));

    assertThat(outcomes).hasSize(2).allMatch(Outcome.GivenUp.class::isInstance);
  }

  @Test
  void whatIsLeftOfAChunkDoesNotOvertakeTasksBeforeIt() {
    long before = ledger.add(alone((_, _, _) -> {}));
    long chunk = add(3, 0);
    ledger.cancel(chunk + 1, 1);

    assertThat(take(9))
        .extracting(attempt -> attempt.id().taskId())
        .containsExactly(before, chunk, chunk + 2);
  }

  private static TaskSpec alone(OutcomeListener listener) {
    return new TaskSpec(
        null, Payload.inline(new byte[1]), Handoff.AUTO, 0, RetryRule.NEVER, listener);
  }

  private static int onlyItem(byte[] bytes) {
    Items items = new Items(bytes);
    items.goTo(0);
    assertThat(items.isLast()).isTrue();
    return bytes[items.from()];
  }

  @Test
  void aChunkThatIsLargerThanWhatIsWantedIsTakenApart() {
    add(10, 0);

    Attempt first = take(4).getFirst();
    assertThat(first.attempts()).isEqualTo(attempts(0, 4, 1));
    assertThat(first.task().items()).isEqualTo(4);
    assertThat(numbers(first)).containsExactly(0, 1, 2, 3);
    assertThat(ledger.counts().pending()).isEqualTo(6);

    Attempt rest = take(9).getFirst();
    assertThat(rest.attempts()).isEqualTo(attempts(4, 10, 1));
    assertThat(numbers(rest)).containsExactly(4, 5, 6, 7, 8, 9);
  }

  @Test
  void aChunkThatDoesNotFitBesideOthersWaitsForItsTurn() {
    add(3, 0);
    add(5, 0);

    assertThat(take(6)).extracting(Attempt::attempts).containsExactly(attempts(0, 3, 1));
    assertThat(take(6)).extracting(Attempt::attempts).containsExactly(attempts(3, 8, 1));
  }

  @Test
  void aFailedTaskIsTriedAgainAlone() {
    add(5, 1);
    take(9);

    accept(5, 1, 2, 3, Status.FAILED);
    accept(5, 1, 0, 2, Status.DONE);
    accept(5, 1, 3, 5, Status.DONE);
    clock.addAndGet(1_000_000_000);

    Attempt again = take(9).getFirst();
    assertThat(again.attempts()).isEqualTo(attempts(2, 3, 2));
    assertThat(numbers(again)).containsExactly(2);
    accept(1, 2, 2, 3, Status.FAILED);
    assertThat(ended).contains(new Ended(2, 1, Outcome.Failed.class)).hasSize(3);
  }

  @Test
  void whatIsHandedBackOfAChunkRunsElsewhereAndTheRestGoesOn() {
    add(6, 0);
    take(9);

    accept(6, 1, 4, 6, Status.RETURNED);

    Attempt elsewhere = ledger.take(new Taker(0, OTHER, true), 9, Long.MAX_VALUE).getFirst();
    assertThat(elsewhere.attempts()).isEqualTo(attempts(4, 6, 2));
    assertThat(numbers(elsewhere)).containsExactly(4, 5);
    accept(6, 1, 0, 4, Status.DONE);
    accept(2, 2, 4, 6, Status.DONE);
    assertThat(ledger.counts().done()).isEqualTo(6);
    assertThat(ledger.counts().retried()).isZero();
  }

  @Test
  void theTaskThatRanWhenItsWorkerDiedIsSuspectAndNoOtherOfItsChunk() {
    add(6, 0);
    take(9);
    accept(6, 1, 0, 1, Status.DONE);

    ledger.lost(List.of(attempts(0, 6, 1)), task -> task == 3, LossCause.CRASHED, "killed");

    assertThat(ledger.counts().retried()).isEqualTo(5);
    Attempt before = take(9).getFirst();
    assertThat(before.attempts()).isEqualTo(attempts(1, 3, 2));
    assertThat(before.suspect()).isFalse();
    Attempt culprit = take(9).getFirst();
    assertThat(culprit.attempts()).isEqualTo(attempts(3, 4, 2));
    assertThat(culprit.suspect()).isTrue();
    assertThat(take(9).getFirst().attempts()).isEqualTo(attempts(4, 6, 2));
  }

  @Test
  void aTaskThatKillsEachTimeIsGivenUpAndTheOthersOfItsChunkAreDone() {
    add(100, 0);
    for (int round = 0; ledger.counts().open() > 0 && round < 100; round++) {
      for (Attempt attempt : ledger.take(new Taker(0, WORKER, true), 200, Long.MAX_VALUE)) {
        Attempts all = attempt.attempts();
        if (all.from() <= 42 && 42 < all.to()) {
          ledger.lost(List.of(all), task -> task == 42, LossCause.CRASHED, "killed");
        } else {
          answer(all, all, Status.DONE);
        }
      }
    }

    assertThat(poisoned).singleElement().matches(task -> task.taskId() == 42);
    assertThat(poisoned.getFirst().evidence()).hasSize(3);
    assertThat(poisoned.getFirst().task().items()).isEqualTo(1);
    assertThat(ledger.counts().failed()).isEqualTo(1);
    assertThat(ledger.counts().done()).isEqualTo(99);
  }

  @Test
  void ifNobodyKnowsWhichTaskRanTheChunkIsHalvedUntilOneIsLeft() {
    add(64, 0);
    int deaths = 0;
    while (ledger.counts().open() > 0) {
      List<Attempt> taken = ledger.take(new Taker(0, WORKER, true), 200, Long.MAX_VALUE);
      for (Attempt attempt : taken) {
        Attempts all = attempt.attempts();
        if (all.from() <= 42 && 42 < all.to()) {
          assertThat(taken)
              .as("a suspect is alone")
              .satisfies(
                  some -> {
                    if (attempt.suspect()) {
                      assertThat(some).hasSize(1);
                    }
                  });
          deaths++;
          ledger.lost(List.of(all), _ -> true, LossCause.CRASHED, "killed");
        } else {
          answer(all, all, Status.DONE);
        }
      }
    }

    assertThat(deaths).as("to halve 64, and then three of its own").isEqualTo(6 + 3);
    assertThat(poisoned).singleElement().matches(task -> task.taskId() == 42);
    assertThat(ledger.counts().done()).isEqualTo(63);
  }

  @Test
  void cancellingOneTaskLeavesTheOthersOfItsChunk() {
    add(5, 0);
    take(9);

    assertThat(ledger.cancel(2)).containsExactly(new Placement(WORKER, attempts(2, 3, 1)));
    assertThat(ledger.cancel(2)).isEmpty();
    accept(5, 1, 0, 5, Status.DONE);

    assertThat(ended)
        .containsExactly(new Ended(2, 1, Outcome.Cancelled.class), done(0, 2), done(3, 2));
  }

  @Test
  void cancellingAllOfAChunkTellsWhoHasWhatIsLeft() {
    add(5, 0);
    take(2);

    assertThat(ledger.cancel(0, 5)).containsExactly(new Placement(WORKER, attempts(0, 2, 1)));
    assertThat(ledger.counts().cancelled()).isEqualTo(5);
    assertThat(take(9)).isEmpty();
  }

  @Test
  void whatNoWorkerSawIsGivenBackTaskByTask() {
    add(3, 0);

    assertThat(ledger.cancelAll().neverDispatched()).hasSize(3).allMatch(task -> task.items() == 1);
  }

  @Test
  void theSlowLastTaskOfAChunkGetsACopy() {
    Ledger speculating =
        new Ledger(clock::get, new Random(1), new LedgerLimits(3, true), (_, _) -> {});
    speculating.add(spec(20, 0));
    Attempts all =
        speculating.take(new Taker(0, WORKER, true), 20, Long.MAX_VALUE).getFirst().attempts();
    for (int item = 0; item < 19; item++) {
      var _ =
          speculating.accept(
              entry(all, attempts(item, item + 1, 1), Status.DONE), Delivery.inline(0));
    }
    clock.addAndGet(10_000_000_000L);

    Attempt copy = speculating.takeStraggler(new Taker(0, OTHER, true));

    assertThat(copy).isNotNull();
    assertThat(copy.attempts()).isEqualTo(attempts(19, 20, 2));
    assertThat(
            speculating
                .accept(entry(copy.attempts(), copy.attempts(), Status.DONE), Delivery.inline(0))
                .superfluous())
        .containsExactly(new Placement(WORKER, attempts(19, 20, 1)));
  }

  private long add(int items, int retries) {
    return ledger.add(spec(items, retries));
  }

  private TaskSpec spec(int items, int retries) {
    ItemsBuilder bytes = new ItemsBuilder();
    for (int item = 0; item < items; item++) {
      bytes.add(new byte[] {(byte) item}, 1, List.of(), new byte[0]);
    }
    return new TaskSpec(
        items,
        null,
        Payload.inline(bytes.take()),
        Set.of(),
        Handoff.AUTO,
        0,
        RetryRule.upTo(retries),
        0,
        (first, count, outcome) -> ended.add(new Ended(first, count, outcome.getClass())));
  }

  private List<Attempt> take(int atMost) {
    return ledger.take(new Taker(0, WORKER, true), atMost, Long.MAX_VALUE);
  }

  /** The bytes of the items of an attempt, one each. */
  private static List<Integer> numbers(Attempt attempt) {
    byte[] bytes = attempt.task().payload().bytes();
    Items items = new Items(bytes);
    List<Integer> numbers = new ArrayList<>();
    for (int item = 0; item < attempt.attempts().items(); item++) {
      items.goTo(item);
      assertThat(items.length()).isEqualTo(1);
      numbers.add((int) bytes[items.from()]);
    }
    assertThat(items.isLast()).isTrue();
    return numbers;
  }

  private static Ended done(int first, int items) {
    return new Ended(first, items, Outcome.Done.class);
  }

  private static Attempts attempts(long from, long to, int number) {
    return new Attempts(new AttemptId(from, number), (int) (to - from));
  }

  /** An answer for some tasks of those that were sent with them. */
  private Acceptance accept(int sent, int number, long from, long to, Status status) {
    long first = sent == 5 || sent == 6 ? 0 : from;
    return answer(attempts(first, first + sent, number), attempts(from, to, number), status);
  }

  private Acceptance answer(Attempts sent, Attempts some, Status status) {
    return ledger.accept(entry(sent, some, status), Delivery.inline(0));
  }

  /** Of each task one byte, its id. */
  private static byte[] results(Attempts some) {
    ItemsBuilder results = new ItemsBuilder();
    for (long id = some.from(); id < some.to(); id++) {
      results.add(new byte[] {(byte) id}, 1, List.of(), new byte[0]);
    }
    return results.take();
  }

  private static ResultBatch.Entry entry(Attempts sent, Attempts some, Status status) {
    return new ResultBatch.Entry(
        sent,
        some,
        status,
        ResultBatch.Times.NONE,
        Payload.inline(results(some)),
        ResultBatch.Entry.NO_BLOBS);
  }
}
