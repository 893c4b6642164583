package dev.baton.cli.advise;

import dev.baton.advise.Advice;
import dev.baton.advise.DataCost;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Recommendation;
import dev.baton.advise.Recommendation.Choice;
import dev.baton.advise.Sampling;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.cli.terminal.Table;
import dev.baton.config.Plural;
import dev.baton.measure.Figures;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Prints advice for people. */
final class AdviceText {

  private static final int FEW_LINES = 8;

  /** A pool that takes so much longer than the best way is nobody's choice. */
  private static final double SENSIBLE = 2;

  private static final String NONE = "-";

  private final PrintStream out;

  AdviceText(PrintStream out) {
    this.out = out;
  }

  /** Whether a pool is worth a thought beside the best way. */
  static boolean isSensible(Advice advice, Recommendation pool) {
    return pool.forecast().speedupOver(advice.best().forecast()) > 1 / SENSIBLE;
  }

  /**
   * Prints what was measured, what is predicted, and what to do.
   *
   * @param command what runs the job in a pool, if that is sensible
   */
  void print(String job, Advice advice, Optional<String> command) {
    printMeasured(job, advice);
    printForecasts(advice);
    out.println("Advice");
    out.println();
    printChoices(advice.best().choices());
    advice.remarks().forEach(remark -> out.println("- " + remark));
    advice
        .pool()
        .filter(pool -> command.isPresent())
        .filter(pool -> !pool.equals(advice.best()))
        .ifPresent(
            pool -> {
              out.println();
              out.println("If it is to be a pool");
              out.println();
              printChoices(pool.choices().subList(1, pool.choices().size()));
            });
    command.ifPresent(
        line -> {
          out.println();
          out.println("  " + line);
        });
    out.println();
    out.flush();
  }

  private void printMeasured(String job, Advice advice) {
    Sampling sampling = advice.sampling();
    Workload work = sampling.work();
    TaskCost task = work.task();
    out.printf(
        Locale.ROOT,
        "What a task of %s does: %d of %,d %s run here, %s in all%n%n",
        job,
        sampling.samples(),
        work.tasks(),
        sampling.samples() == 1 ? "was" : "were",
        sampling.runs() == 1 ? "once" : Plural.of(sampling.runs(), "time"));
    Table table = new Table("lrl");
    table.row("the first one", Figures.time(sampling.firstNs()), "in a JVM that is not warm");
    table.row("one in a warm JVM", Figures.time(task.wallNs()), "");
    share(table, "  computing", task.cpuNs(), task);
    share(table, "  waiting", task.waitNs(), task);
    share(table, "  collecting garbage", task.gcNs(), task);
    share(table, "  under locks that tasks share", task.lockNs(), task);
    payload(table, "function, for each batch", work.function());
    payload(table, "argument", work.argument());
    payload(table, "result", work.result());
    table.row("splitting", Figures.time(work.splitNs()), "a task, by one thread");
    table.row("folding", Figures.time(work.foldNs()), "a task, by one thread");
    table.row("warming up a JVM", Figures.time(task.warmUpNs()), "");
    table.lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  private static void share(Table table, String what, double ns, TaskCost task) {
    table.row(
        what,
        Figures.time(ns),
        String.format(Locale.ROOT, "%.0f %%", 100 * ns / Math.max(1, task.wallNs())));
  }

  private static void payload(Table table, String what, DataCost data) {
    table.row(
        what,
        Figures.bytes(Math.rint(data.bytes())),
        "encoded in %s, decoded in %s"
            .formatted(Figures.time(data.encodeNs()), Figures.time(data.decodeNs())));
  }

  private void printForecasts(Advice advice) {
    List<Forecast> few = few(advice);
    Forecast serial =
        advice.forecasts().stream()
            .filter(forecast -> forecast.setup().model() == ExecutionModel.SERIAL)
            .findFirst()
            .orElse(few.getFirst());
    out.printf(
        Locale.ROOT,
        "Predicted for %s on %d %s%n%n",
        Plural.of(advice.sampling().work().tasks(), "task"),
        advice.cores(),
        advice.cores() == 1 ? "core" : "cores");
    Table table = new Table("lrrlrrl");
    table.row("MODEL", "WORKERS", "SLOTS", "HANDOFF", "TIME", "SPEEDUP", "HELD UP BY");
    for (Forecast forecast : few) {
      String[] setup = cells(forecast.setup());
      table.row(
          setup[0],
          setup[1],
          setup[2],
          setup[3],
          time(forecast.wall()),
          String.format(Locale.ROOT, "%.2f", forecast.speedupOver(serial)),
          forecast.bound().toString());
    }
    table.lines().forEach(line -> out.println("  " + line));
    out.println();
  }

  /** The fastest ones, and the fastest of each model. */
  private static List<Forecast> few(Advice advice) {
    Set<ExecutionModel> seen = EnumSet.noneOf(ExecutionModel.class);
    List<Forecast> firsts =
        advice.forecasts().stream().filter(each -> seen.add(each.setup().model())).toList();
    Stream<Forecast> others =
        advice.forecasts().stream()
            .filter(each -> !firsts.contains(each))
            .limit(FEW_LINES - firsts.size());
    return Stream.concat(firsts.stream(), others)
        .sorted(Comparator.comparing(Forecast::wall))
        .toList();
  }

  private static String[] cells(Setup setup) {
    boolean isPool = setup.model() == ExecutionModel.POOL;
    return new String[] {
      setup.model().word(),
      setup.model() == ExecutionModel.SERIAL ? NONE : Integer.toString(setup.workers()),
      isPool ? Integer.toString(setup.slots()) : NONE,
      isPool ? setup.handoff().name().toLowerCase(Locale.ROOT) : NONE
    };
  }

  private void printChoices(List<Choice> choices) {
    for (Choice choice : choices) {
      out.println("- " + choice.subject() + ": " + choice.value() + ". " + choice.reason());
    }
  }

  /** Prints forecasts beside the truth. */
  void print(CheckedRuns checked) {
    out.printf(
        Locale.ROOT,
        "Checked with %s%n%n",
        checked.tasks() == checked.of()
            ? (checked.of() == 1 ? "its only task" : "all " + Plural.of(checked.of(), "task"))
            : "%,d of ".formatted(checked.tasks()) + Plural.of(checked.of(), "task"));
    Table table = new Table("lrrlrrl");
    table.row("MODEL", "WORKERS", "SLOTS", "HANDOFF", "PREDICTED", "ACTUAL", "");
    for (CheckedRuns.Run run : checked.runs()) {
      String[] setup = cells(run.forecast().setup());
      table.row(
          setup[0],
          setup[1],
          setup[2],
          setup[3],
          time(run.forecast().wall()),
          time(run.wall()),
          run.isWhole() ? "" : "stopped at the limit and extrapolated from its part");
    }
    table.lines().forEach(line -> out.println("  " + line));
    out.println();
    out.println(verdict(checked));
    out.flush();
  }

  private static String verdict(CheckedRuns checked) {
    if (checked.runs().size() < 2) {
      return "There was nothing to compare it with.";
    }
    String faster = checked.faster().forecast().setup().model().word();
    String predicted = checked.predictedFaster().forecast().setup().model().word();
    return switch (checked.accuracy()) {
      case RIGHT -> "As predicted, " + faster + " was faster.";
      case SAME ->
          "Both took about the same; " + predicted + " had been predicted to be the faster one.";
      case WRONG ->
          "The forecast was wrong: "
              + faster
              + " was faster, and "
              + predicted
              + " had been predicted. Other work on this machine can be a reason.";
    };
  }

  private static String time(Duration time) {
    return Figures.time((double) time.toNanos());
  }
}
