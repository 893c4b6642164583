package dev.baton.advise;

import dev.baton.DataSize;
import dev.baton.Handoff;
import dev.baton.advise.ExecutionModel.Family;
import dev.baton.config.Durations;
import dev.baton.store.blob.HandoffRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in sentences why a way of running work is what it is. Immutable. */
record Reasons(
    Sampling sampling, Overheads overheads, int cores, List<Forecast> forecasts, long batch) {

  /** From then on one collector for all threads can be felt. */
  private static final double MUCH_GARBAGE = 0.1;

  /** Bytes a second: memory is then what most tasks wait for. */
  private static final double MUCH_MEMORY = 1 << 30;

  /** From then on no time can be believed. */
  private static final double MUCH_QUEUING = 0.2;

  /** Less of a task's time is not worth a sentence. */
  private static final double LEAST_IN_CHILDREN = 0.1;

  private static final double NS_PER_S = 1e9;

  /** Whether the handoff {@code AUTO} would send most of the data by reference. */
  static boolean autoSharesMost(Workload work) {
    DataCost larger =
        work.argument().bytes() >= work.result().bytes() ? work.argument() : work.result();
    return HandoffRule.isByReference(Handoff.AUTO, (long) larger.bytes());
  }

  List<Choice> choices(Forecast forecast) {
    List<Choice> choices = new ArrayList<>();
    Setup setup = forecast.setup();
    choices.add(new Choice("model", setup.model().word(), model(forecast)));
    if (setup.model() == ExecutionModel.SERIAL) {
      return choices;
    }
    choices.add(workers(setup));
    if (setup.model() == ExecutionModel.POOL) {
      choices.add(slots(setup));
      choices.add(handoff(setup));
      choices.add(batches());
    }
    return choices;
  }

  List<String> remarks(Forecast best, Optional<Forecast> pool) {
    List<String> remarks = new ArrayList<>();
    TaskCost task = work().task();
    if (sampling.obstacle() != null) {
      remarks.add("Processes are out of the question: " + sampling.obstacle());
    } else if (best.setup().model() != ExecutionModel.POOL && pool.isPresent()) {
      remarks.add(
          "A pool of processes would take "
              + time(pool.get().wall())
              + ". What it gives all the same: a task that crashes, leaks or never ends costs"
              + " itself and not the program, it can be killed, and other hosts can help.");
    }
    if (sampling.childrenNs().isEmpty() && task.isMostlyWaiting()) {
      remarks.add(
          "What processes compute that a task starts is not known on this system. If the tasks"
              + " start some, they only seem to wait, and nothing is faster than the cores allow.");
    } else if (sampling.childrenNs().orElse(0) > LEAST_IN_CHILDREN * task.wallNs()) {
      remarks.add(
          "Processes that a task starts compute for "
              + time(Duration.ofNanos((long) sampling.childrenNs().getAsDouble()))
              + " of processor time: that is counted as the task's own computing.");
    }
    if (task.lockNs() > 0) {
      remarks.add(
          percent(task.lockNs() / task.wallNs())
              + " of a task's time is spent under locks that all tasks share: in threads of one JVM"
              + " that part goes one by one, while each process has locks of its own.");
    }
    if (task.gcNs() > MUCH_GARBAGE * task.wallNs()) {
      remarks.add(
          "Collecting garbage takes "
              + percent(task.gcNs() / task.wallNs())
              + " of the time: threads share one heap and stop together, processes have one each.");
    } else if (task.allocatedBytes() / Math.max(1, task.wallNs()) * NS_PER_S > MUCH_MEMORY) {
      remarks.add(
          "The tasks ask for "
              + DataSize.format((long) (task.allocatedBytes() / task.wallNs() * NS_PER_S))
              + " of memory a second and thread, which keeps the collector busy: a larger heap"
              + " helps threads, and processes have one each.");
    }
    if (best.setup().model() == ExecutionModel.VIRTUAL) {
      remarks.add(
          "All at once is much for whoever the tasks wait for: a semaphore, or a thread pool, sets"
              + " a limit.");
    }
    if (sampling.queuedShare() > MUCH_QUEUING) {
      remarks.add(
          "Other programs kept the processors busy: the tasks stood in line for "
              + percent(sampling.queuedShare())
              + " of their time. All times are for processors that are free.");
    }
    if (!sampling.isCounted()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "There are %,d tasks or more: nobody has counted further, and all times are for so"
                  + " many.",
              work().tasks()));
    }
    return remarks;
  }

  private String model(Forecast forecast) {
    return switch (forecast.setup().model()) {
      case SERIAL -> serial(forecast);
      case THREAD_POOL ->
          work().task().isMostlyWaiting()
              ? waits() + ", and threads wait together: no process is needed for that."
              : computes()
                  + ", and a JVM has no GIL: threads use all cores, without starting processes and"
                  + " without handing data over.";
      case VIRTUAL ->
          waits()
              + ", and a virtual thread costs next to nothing while it does: all can wait at the"
              + " same time.";
      case POOL -> pool(forecast);
    };
  }

  private String serial(Forecast forecast) {
    if (work().tasks() <= 1) {
      return "There is one task, and nothing that could run beside it.";
    }
    Optional<Forecast> parallel =
        forecasts.stream().filter(other -> !other.equals(forecast)).findFirst();
    Duration saved =
        parallel.map(other -> forecast.wall().minus(other.wall())).orElse(Duration.ZERO);
    return saved.isPositive()
        ? "All of it takes "
            + time(forecast.wall())
            + ", and doing it in parallel would save "
            + time(saved)
            + ": no parallelism is worth the trouble."
        : "Doing it in parallel costs more than it gains, for the time goes into "
            + parallel.map(other -> other.bound().toString()).orElse("the tasks")
            + ".";
  }

  private String pool(Forecast forecast) {
    Optional<Forecast> threads =
        forecasts.stream()
            .filter(other -> other.setup().model().family() == Family.THREADS)
            .findFirst();
    if (threads.isEmpty() || threads.get().wall().compareTo(forecast.wall()) <= 0) {
      return "It isolates the tasks from the program and from each other, which threads of one JVM"
          + " do not.";
    }
    return "Threads of one JVM are held up by "
        + threads.get().bound()
        + ", of which each process has its own: that is worth their start of "
        + time(Duration.ofNanos((long) overheads.poolStartNs()))
        + ".";
  }

  private Choice workers(Setup setup) {
    String value = Integer.toString(setup.workers());
    if (setup.workers() >= work().tasks()) {
      return new Choice("workers", value, "There are no more tasks.");
    }
    if (setup.model() != ExecutionModel.POOL && setup.workers() > cores) {
      return new Choice(
          "workers", value, "Threads that wait need no core: more of them than cores pay.");
    }
    return new Choice(
        "workers",
        value,
        setup.workers() == cores
            ? "That is one for each core: more would only take turns."
            : "More would not be faster, because of " + boundOf(setup) + ".");
  }

  private String boundOf(Setup setup) {
    return forecasts.stream()
        .filter(forecast -> forecast.setup().equals(setup))
        .map(forecast -> forecast.bound().toString())
        .findFirst()
        .orElse("the overhead");
  }

  private Choice slots(Setup setup) {
    String value = Integer.toString(setup.slots());
    return new Choice(
        "slots",
        value,
        setup.slots() > 1
            ? waits() + ": a worker can have many under way, on virtual threads."
            : computes() + ": a second one at a time would take the core from the first.");
  }

  private Choice handoff(Setup setup) {
    Workload work = work();
    DataCost larger =
        work.argument().bytes() >= work.result().bytes() ? work.argument() : work.result();
    String which = work.argument().bytes() >= work.result().bytes() ? "An argument" : "A result";
    String size =
        which + " is " + DataSize.format((long) larger.bytes()) + " (" + larger.shape() + ")";
    if (Adviser.isAuto(work, setup.handoff())) {
      return new Choice(
          "handoff",
          "auto",
          size
              + (setup.handoff() == Handoff.SHARED
                  ? ": it goes through shared memory by itself."
                  : ": it goes in the record by itself, serialised."));
    }
    return new Choice(
        "handoff",
        setup.handoff().name().toLowerCase(Locale.ROOT),
        size
            + (setup.handoff() == Handoff.SHARED
                ? ": copying it into shared memory costs less than sending it."
                : ": a place in shared memory costs more than sending it."));
  }

  private Choice batches() {
    return batch > 1
        ? new Choice(
            "batch size",
            String.format(Locale.ROOT, "about %,d", batch),
            "That is some 15 ms of work; the pool finds it by itself.")
        : new Choice(
            "batch size",
            "1",
            "A task is long enough to travel alone; the pool sees that by itself.");
  }

  private String computes() {
    TaskCost task = work().task();
    return "The tasks compute ("
        + percent(task.cpuNs() / Math.max(1, task.wallNs()))
        + " of their time)";
  }

  private String waits() {
    TaskCost task = work().task();
    return "The tasks wait ("
        + percent(task.waitNs() / Math.max(1, task.wallNs()))
        + " of their time)";
  }

  private Workload work() {
    return sampling.work();
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static String time(Duration duration) {
    return Durations.format(duration);
  }
}
