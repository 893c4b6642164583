package dev.baton.cli.advise;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.advise.Advice;
import dev.baton.advise.DataCost;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Overheads;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Recommendation.Choice;
import dev.baton.advise.Sampling;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.cli.terminal.Version;
import dev.baton.measure.ThisMachine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code baton advise JOB --json FILE} tells. The names are part of what Baton promises; times
 * are in milliseconds, and where that is said in nanoseconds.
 *
 * @param job the job's name
 * @param tasks how many it has
 * @param counted false if there may be more
 * @param cores processors that this program may use
 * @param measured what a task takes
 * @param overheads what was taken for the costs of threads and processes
 * @param forecasts the fastest first
 * @param advice what to do
 * @param pool how to use a pool; null if the tasks cannot travel
 * @param remarks what else there is to say
 * @param command what runs the job in a pool, if that is sensible
 * @param check what {@code --check} found
 * @param machine where
 * @param version of Baton
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AdviceFile(
    String job,
    long tasks,
    boolean counted,
    int cores,
    Measured measured,
    Overheads overheads,
    List<Predicted> forecasts,
    Recommended advice,
    @Nullable Recommended pool,
    List<String> remarks,
    @Nullable String command,
    @Nullable Checked check,
    String machine,
    String version) {

  /** What one task takes in a warm JVM. */
  record Measured(
      int samples,
      int runs,
      double firstMs,
      double wallMs,
      double cpuMs,
      double waitMs,
      double lockMs,
      double gcMs,
      double warmUpMs,
      double splitMs,
      double foldMs,
      Data function,
      Data argument,
      Data result) {}

  /** What is handed over. */
  record Data(double bytes, double encodeMs, double decodeMs) {}

  /** A way and its time. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Predicted(
      String model,
      int workers,
      int slots,
      @Nullable String handoff,
      double wallMs,
      String heldUpBy) {}

  /** A way and the reasons for it. */
  record Recommended(Predicted way, List<Choice> choices) {}

  /** Forecasts beside the truth. */
  record Checked(long tasks, String verdict, List<True> runs) {}

  /** A forecast beside the truth. */
  record True(Predicted predicted, double wallMs, boolean whole) {}

  /** All there is to tell. */
  static AdviceFile of(
      String job, Advice advice, Optional<String> command, Optional<CheckedRuns> check) {
    Sampling sampling = advice.sampling();
    return new AdviceFile(
        job,
        sampling.work().tasks(),
        sampling.isCounted(),
        advice.cores(),
        measured(sampling),
        advice.overheads(),
        advice.forecasts().stream().map(AdviceFile::predicted).toList(),
        recommended(advice.best()),
        advice.pool().map(AdviceFile::recommended).orElse(null),
        advice.remarks(),
        command.orElse(null),
        check.map(AdviceFile::checked).orElse(null),
        ThisMachine.describe(),
        Version.number());
  }

  private static Measured measured(Sampling sampling) {
    Workload work = sampling.work();
    TaskCost task = work.task();
    return new Measured(
        sampling.samples(),
        sampling.runs(),
        ms(sampling.firstNs()),
        ms(task.wallNs()),
        ms(task.cpuNs()),
        ms(task.waitNs()),
        ms(task.lockNs()),
        ms(task.gcNs()),
        ms(task.warmUpNs()),
        ms(work.splitNs()),
        ms(work.foldNs()),
        data(work.function()),
        data(work.argument()),
        data(work.result()));
  }

  private static Data data(DataCost payload) {
    return new Data(Math.rint(payload.bytes()), ms(payload.encodeNs()), ms(payload.decodeNs()));
  }

  private static Predicted predicted(Forecast forecast) {
    Setup setup = forecast.setup();
    return new Predicted(
        setup.model().word(),
        setup.workers(),
        setup.slots(),
        setup.model() == ExecutionModel.POOL
            ? setup.handoff().name().toLowerCase(Locale.ROOT)
            : null,
        ms(forecast.wall()),
        forecast.bound().toString());
  }

  private static Recommended recommended(Recommendation recommendation) {
    return new Recommended(predicted(recommendation.forecast()), recommendation.choices());
  }

  private static Checked checked(CheckedRuns runs) {
    return new Checked(
        runs.tasks(),
        runs.accuracy().name().toLowerCase(Locale.ROOT),
        runs.runs().stream()
            .map(run -> new True(predicted(run.forecast()), ms(run.wall()), run.isWhole()))
            .toList());
  }

  private static double ms(Duration time) {
    return ms((double) time.toNanos());
  }

  private static double ms(double ns) {
    return Math.rint(ns / 10) / 1e5;
  }
}
