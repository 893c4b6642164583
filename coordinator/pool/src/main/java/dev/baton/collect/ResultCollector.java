package dev.baton.collect;

import dev.baton.BlobGoneException;
import dev.baton.LossCause;
import dev.baton.Phase;
import dev.baton.dispatch.EventTeller;
import dev.baton.dispatch.HostHealth;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Acceptance;
import dev.baton.ledger.Delivery;
import dev.baton.ledger.Ledger;
import dev.baton.ledger.Placement;
import dev.baton.role.Clock;
import dev.baton.role.RecordRole;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.ResultBatch.Times;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits result batches: credit goes to the worker, outcomes to the ledger, times to the tally.
 * Thread-safe: results may come from several threads, one for each link.
 */
public final class ResultCollector implements RecordRole<ResultBatch> {

  private static final long LONGEST_NS = Duration.ofDays(1).toNanos();

  private final long coordinator;
  private final Ledger ledger;
  private final Roster roster;
  private final Pace pace;
  private final HostHealth health;
  private final Tally tally;
  private final Clock clock;
  private final ResultIntake intake;
  private final Consumer<Placement> onSuperfluous;
  private final Runnable onRoom;
  private @Nullable EventTeller teller;

  /**
   * Creates a collector.
   *
   * @param coordinator the coordinator whose results it takes
   * @param health told how tasks end on which host
   * @param intake takes over the data that comes with a result
   * @param onSuperfluous told of attempts whose task another attempt has ended
   * @param onRoom called when workers may have room for more tasks
   */
  public ResultCollector(
      long coordinator,
      Ledger ledger,
      Roster roster,
      Pace pace,
      HostHealth health,
      Tally tally,
      Clock clock,
      ResultIntake intake,
      Consumer<Placement> onSuperfluous,
      Runnable onRoom) {
    this.coordinator = coordinator;
    this.ledger = ledger;
    this.roster = roster;
    this.pace = pace;
    this.health = health;
    this.tally = tally;
    this.clock = clock;
    this.intake = intake;
    this.onSuperfluous = onSuperfluous;
    this.onRoom = onRoom;
  }

  /** Has all answers told. Call it before any other method. */
  public void tell(EventTeller events) {
    teller = events;
  }

  @Override
  public void accept(ResultBatch batch, long nowNs) {
    if (batch.coordinator() != coordinator) {
      return; // other coordinators may get theirs at the same address
    }
    int run = 0;
    long runNs = 0;
    for (ResultBatch.Entry result : batch.results()) {
      if (result.status()
          == Status.DONE) { // where tasks fail they may be fast for the wrong reason
        Times times = result.times();
        run += result.attempts().items();
        runNs +=
            plausible(times.decodeNs())
                + plausible(times.executeNs())
                + plausible(times.encodeResultNs());
      }
    }
    KnownWorker worker = roster.worker(batch.incarnation());
    if (worker != null) {
      pace.record(run, runNs);
    }
    roster.answered(batch.incarnation(), batch.results(), run, runNs);
    long returnNs = (clock.epochMicros() - batch.sentAtMicros()) * 1_000;
    for (ResultBatch.Entry result : batch.results()) {
      accept(result, batch.incarnation(), worker, returnNs);
    }
    onRoom.run();
  }

  /** The times in a record are only a claim; an absurd one would spoil the size of every batch. */
  private static long plausible(long ns) {
    return Math.clamp(ns, 0, LONGEST_NS);
  }

  private void accept(
      ResultBatch.Entry result, long incarnation, @Nullable KnownWorker worker, long returnNs) {
    if (!result.places().isEmpty()) {
      intake.fetch(
          result,
          delivery -> accept(result, incarnation, worker, delivery, returnNs),
          e -> lost(result, incarnation, returnNs, e));
      return;
    }
    Delivery delivery;
    try {
      delivery = intake.take(result);
    } catch (BlobGoneException e) {
      lost(result, incarnation, returnNs, e);
      return;
    }
    accept(result, incarnation, worker, delivery, returnNs);
  }

  /** Its worker died: its answer is lost, and the task runs again. */
  private void lost(
      ResultBatch.Entry result, long incarnation, long returnNs, BlobGoneException reason) {
    String evidence = String.valueOf(reason.getMessage());
    List<Attempts> lost =
        ledger.lost(List.of(result.attempts()), _ -> false, LossCause.RESULT_GONE, evidence);
    if (teller != null) {
      teller.lost(LossCause.RESULT_GONE, evidence, lost);
      if (lost.stream().mapToInt(Attempts::items).sum() < result.attempts().items()) {
        teller.answered(incarnation, result, 0, 0, returnNs); // nobody waited for the others
      }
    }
    onRoom.run();
  }

  private void accept(
      ResultBatch.Entry result,
      long incarnation,
      @Nullable KnownWorker worker,
      Delivery delivery,
      long returnNs) {
    Acceptance acceptance = ledger.accept(result, delivery);
    if (teller != null) {
      teller.answered(incarnation, result, acceptance.items(), delivery.bytes(), returnNs);
    }
    acceptance.superfluous().forEach(onSuperfluous);
    if (worker != null && result.status() == Status.DONE) {
      health.done(worker.host(), acceptance.items(), acceptance.failedOn());
    } else if (worker != null && result.status() == Status.FAILED && !acceptance.needsMoreHeap()) {
      health.failed(worker.host(), result.payload().bytes());
    }
    if (acceptance.ended()) {
      account(result, delivery.bytes(), acceptance, returnNs);
    }
    if (!acceptance.ended() || result.status() != Status.DONE) {
      delivery.release(); // only with a result does it have an owner
    }
  }

  private void account(ResultBatch.Entry result, long bytes, Acceptance acceptance, long returnNs) {
    Times times = result.times();
    tally.spent(Phase.QUEUE, acceptance.waitedNs() + times.queueNs());
    tally.spent(Phase.TRANSFER, times.transferNs());
    tally.spent(Phase.DECODE, times.decodeNs());
    tally.spent(Phase.ENCODE_RESULT, times.encodeResultNs());
    tally.spent(Phase.RETURN, returnNs * acceptance.items());
    tally.returned(result.payload().handoff(), bytes);
    // Last: once this has grown, everything about the task has been counted.
    tally.spent(Phase.EXECUTE, times.executeNs());
  }
}
