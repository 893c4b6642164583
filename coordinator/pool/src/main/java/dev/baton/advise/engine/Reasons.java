package dev.baton.advise.engine;

import dev.baton.DataSize;
import dev.baton.Handoff;
import dev.baton.advise.DataCost;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.ExecutionModel.Family;
import dev.baton.advise.Forecast;
import dev.baton.advise.Overheads;
import dev.baton.advise.Recommendation.Choice;
import dev.baton.advise.Sampling;
import dev.baton.advise.Setup;
import dev.baton.advise.TaskCost;
import dev.baton.advise.Workload;
import dev.baton.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in sentences why a way of running work is what it is. Immutable. */
record Reasons(Sampling sampling, Overheads overheads, int cores, List<Forecast> forecasts) {

  /** From then on one collector for all threads can be felt. */
  private static final double MUCH_GARBAGE = 0.1;

  /** From then on no time can be believed. */
  private static final double MUCH_QUEUING = 0.2;

  /** Less of a task's time is not worth a sentence. */
  private static final double LEAST_IN_CHILDREN = 0.1;

  List<Choice> choices(Setup setup) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("model", setup.model().word(), model(setup)));
    if (setup.model() != ExecutionModel.SERIAL) {
      choices.add(new Choice("workers", Integer.toString(setup.workers()), workers(setup)));
    }
    if (setup.model() == ExecutionModel.POOL) {
      choices.add(new Choice("slots", Integer.toString(setup.slots()), slots(setup)));
      choices.add(handoff(setup.handoff()));
    }
    return choices;
  }

  List<String> remarks(Setup best, Optional<Forecast> pool) {
    List<String> remarks = new ArrayList<>();
    TaskCost task = work().task();
    if (sampling.obstacle() != null) {
      remarks.add("Processes are out of the question: " + sampling.obstacle());
    } else if (best.model() != ExecutionModel.POOL && pool.isPresent()) {
      remarks.add(
          "A pool of processes would take "
              + Durations.format(pool.get().wall())
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
              + time(sampling.childrenNs().getAsDouble())
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
    }
    if (best.model() == ExecutionModel.VIRTUAL) {
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

  private String model(Setup setup) {
    return switch (setup.model()) {
      case SERIAL -> serial();
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
      case POOL -> pool();
    };
  }

  private String serial() {
    if (work().tasks() <= 1) {
      return "There is one task, and nothing that could run beside it.";
    }
    Duration serial = fastest(Family.SERIAL).orElseThrow().wall();
    Forecast parallel =
        forecasts.stream()
            .filter(other -> other.setup().model() != ExecutionModel.SERIAL)
            .findFirst()
            .orElseThrow(); // threads can always be had
    Duration saved = serial.minus(parallel.wall());
    return saved.isPositive()
        ? "All of it takes "
            + Durations.format(serial)
            + ", and doing it in parallel would save "
            + Durations.format(saved)
            + ": no parallelism is worth the trouble."
        : "Doing it in parallel costs more than it gains, for the time goes into "
            + parallel.bound()
            + ".";
  }

  private String pool() {
    Duration pool = fastest(Family.PROCESSES).orElseThrow().wall();
    return fastest(Family.THREADS)
        .filter(threads -> threads.wall().compareTo(pool) > 0)
        .map(
            threads ->
                "Threads of one JVM are held up by "
                    + threads.bound()
                    + ", of which each process has its own: that is worth their start of "
                    + time(overheads.poolStartNs())
                    + ".")
        .orElse(
            "It isolates the tasks from the program and from each other, which threads of one JVM"
                + " do not.");
  }

  private Optional<Forecast> fastest(Family family) {
    return forecasts.stream()
        .filter(forecast -> forecast.setup().model().family() == family)
        .findFirst();
  }

  private String workers(Setup setup) {
    if (setup.workers() >= work().tasks()) {
      return "There are no more tasks.";
    }
    if (setup.model() != ExecutionModel.POOL && setup.workers() > cores) {
      return "Threads that wait need no core: more of them than cores pay.";
    }
    if (setup.workers() == cores) {
      return "That is one for each core: more would only take turns.";
    }
    return "More would not be faster, because of "
        + forecasts.stream()
            .filter(forecast -> forecast.setup().equals(setup))
            .map(forecast -> forecast.bound().toString())
            .findFirst()
            .orElseThrow()
        + ".";
  }

  private String slots(Setup setup) {
    return setup.slots() > 1
        ? waits() + ": a worker can have many under way, on virtual threads."
        : computes() + ": a second one at a time would take the core from the first.";
  }

  private Choice handoff(Handoff handoff) {
    boolean isShared = handoff == Handoff.SHARED;
    boolean isAuto = work().isAuto(handoff);
    DataCost larger = work().largest();
    String size =
        (larger.equals(work().argument()) ? "An argument is " : "A result is ")
            + DataSize.format((long) larger.bytes());
    String why;
    if (isAuto) {
      why =
          isShared
              ? ": it goes through shared memory by itself."
              : ": it goes in the record by itself, serialised.";
    } else {
      why =
          isShared
              ? ": copying it into shared memory costs less than sending it."
              : ": a place in shared memory costs more than sending it.";
    }
    return new Choice(
        "handoff", isAuto ? "auto" : handoff.name().toLowerCase(Locale.ROOT), size + why);
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

  private static String time(double ns) {
    return Durations.format(Duration.ofNanos((long) ns));
  }
}
