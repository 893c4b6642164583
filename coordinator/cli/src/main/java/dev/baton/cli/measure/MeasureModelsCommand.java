package dev.baton.cli.measure;

import dev.baton.cli.command.ListedWords;
import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.models.LoadKind;
import dev.baton.measure.models.ModelKind;
import dev.baton.measure.models.ModelsMeasurement;
import dev.baton.measure.models.ModelsPlan;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure models}: what parallelising pays, by model and kind of work. */
@Command(
    description = {
      "Runs the same tasks one after the other, on threads, on an event loop, in processes and in"
          + " pools, and measures time, CPU and memory. All answers are checked.",
      "Workers are how many tasks run at a time, in every model. Ctrl-C prints what there is."
    })
final class MeasureModelsCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--workers",
      paramLabel = "N",
      split = ",",
      description = "How many tasks at a time (default: 1,2,4; quick: 2,4).")
  private @Nullable List<Integer> workers;

  @Option(
      names = "--workloads",
      paramLabel = "WORD",
      split = ",",
      description = "Of io, cpu, mixed, memory (default: all).")
  private @Nullable List<String> workloads;

  @Option(
      names = "--models",
      paramLabel = "WORD",
      split = ",",
      description =
          "Of thread, thread-pool, async, virtual, process, pool-shared, pool-kryo, pool-kafka"
              + " (default: all); serial comes in any case.")
  private @Nullable List<String> models;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "How many tasks a case has (default: 8).")
  private @Nullable Integer tasks;

  @Mixin private QuickOption quick = new QuickOption();

  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new MeasureRun(console, output).run(List.of(new ModelsMeasurement(plan())));
  }

  private ModelsPlan plan() {
    ModelsPlan plan = ModelsPlan.of(quick.isSet());
    if (workers != null) {
      plan = plan.withWorkers(workers.stream().distinct().toList());
    }
    if (workloads != null) {
      plan =
          plan.withWorkloads(
              ListedWords.find(
                  "--workloads", workloads, List.of(LoadKind.values()), LoadKind::label));
    }
    if (models != null) {
      plan =
          plan.withModels(
              ListedWords.find("--models", models, List.of(ModelKind.values()), ModelKind::label));
    }
    return tasks == null ? plan : plan.withTasks(tasks);
  }
}
