package dev.baton.cli;

import dev.baton.Handoff;
import dev.baton.UsageException;
import dev.baton.agent.WorkerLimits;
import dev.baton.cli.ProgressDisplay.Mode;
import dev.baton.pool.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a job is to be run: the options of {@code baton run}, each of them checked.
 *
 * @param job the job's name
 * @param pool the pool's name
 * @param cluster Kafka client properties; empty if broker and workers are started here
 * @param workers how many workers to start; empty for one per core
 * @param slots tasks that a worker runs at a time; empty for what the job wants
 * @param heapBytes each worker's heap; empty for the default
 * @param pin whether each worker is tied to a core
 * @param storeBytes memory for shared data; empty for the default
 * @param checksums whether shared data is checked when it is opened
 * @param jars the user's jars
 * @param limits when a worker is ended or replaced
 * @param spares how many processes wait for a worker to die
 * @param timeout the limit of one attempt of a task; zero for none
 * @param retry when a failed task is tried again
 * @param deaths how many workers a task may cost
 * @param speculate whether tasks that take long get a second copy
 * @param brokerTimeout how long the broker may be away
 * @param handoff how data is handed over
 * @param keepGoing whether the rest runs when a task has failed
 * @param dataDirectory where jobs without a cluster are kept
 * @param progress what to show of the progress
 * @param report where the report goes
 * @param verbose whether to show what workers and broker print
 */
record RunSettings(
    String job,
    String pool,
    Map<String, String> cluster,
    OptionalInt workers,
    OptionalInt slots,
    OptionalLong heapBytes,
    boolean pin,
    OptionalLong storeBytes,
    boolean checksums,
    List<Path> jars,
    WorkerLimits limits,
    int spares,
    Duration timeout,
    RetryPolicy retry,
    int deaths,
    boolean speculate,
    Duration brokerTimeout,
    Handoff handoff,
    boolean keepGoing,
    Path dataDirectory,
    Mode progress,
    Optional<Path> report,
    boolean verbose) {

  /**
   * Checks what was given.
   *
   * @throws UsageException naming the option
   */
  static RunSettings of(String job, RunOptions options) {
    WorkerOptions workers = options.workers();
    RunSettings settings =
        new RunSettings(
            job,
            options.cluster().pool(),
            options.cluster().clientProperties(),
            workers.workers(),
            workers.slots(),
            workers.heapBytes(),
            workers.pin(),
            workers.storeBytes(),
            workers.checksums(),
            workers.jars(),
            options.limits().limits(),
            options.limits().spares(),
            options.faults().timeout(),
            options.faults().retry(),
            options.faults().deaths(),
            options.faults().speculate(),
            options.faults().brokerTimeout(),
            options.handoff(),
            options.keepGoing(),
            JournalOptions.data(options.dataDirectory()),
            options.progress(),
            options.report(),
            options.verbose());
    if (settings.isOnCluster()) {
      settings.rejectLocalOptions(options.limits().given());
    }
    return settings;
  }

  /** Whether the workers are those that joined a cluster. */
  boolean isOnCluster() {
    return !cluster.isEmpty();
  }

  private void rejectLocalOptions(List<String> limitsGiven) {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--workers", workers.isPresent());
    options.put("--slots", slots.isPresent());
    options.put("--heap", heapBytes.isPresent());
    options.put("--pin", pin);
    options.put("--store", storeBytes.isPresent());
    options.put("--checksums", checksums);
    limitsGiven.forEach(option -> options.put(option, true));
    Optional<String> given =
        options.keySet().stream().filter(option -> options.getOrDefault(option, false)).findFirst();
    if (given.isPresent()) {
      throw new UsageException(
          given.get()
              + " says how to start workers, but on a cluster they run already: give it to 'baton"
              + " worker'.");
    }
  }
}
