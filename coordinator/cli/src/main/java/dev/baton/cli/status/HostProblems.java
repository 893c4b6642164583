package dev.baton.cli.status;

import dev.baton.DataSize;
import dev.baton.config.Durations;
import dev.baton.config.Plural;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person should know of a host, in words; a host without is not worth a look. */
final class HostProblems {

  private static final double NEARLY_FULL = 0.9;

  private HostProblems() {}

  static List<String> of(
      HostStatus.State state,
      long silentMs,
      HostStatus.@Nullable Store store,
      List<HostStatus.Worker> workers,
      List<String> exclusions) {
    List<String> problems = new ArrayList<>();
    exclusions.forEach(exclusion -> problems.add(HostNames.printable(exclusion)));
    if (state == HostStatus.State.SILENT) {
      problems.add("silent for " + Durations.format(Duration.ofMillis(silentMs)));
    }
    if (store != null && store.usedBytes() > NEARLY_FULL * store.limitBytes()) {
      problems.add(
          "store nearly full: %s of %s"
              .formatted(DataSize.format(store.usedBytes()), DataSize.format(store.limitBytes())));
    }
    for (HostStatus.Worker worker : workers) {
      Integer restarts = worker.restarts();
      if (restarts != null && restarts > 0) {
        problems.add(
            "worker %d was restarted %s"
                .formatted(worker.number(), Plural.plain(restarts, "time")));
      }
      Long dropped = worker.dropped();
      if (dropped != null && dropped > 0) {
        problems.add(
            "worker %d passed over %s (garbled, or for its predecessor)"
                .formatted(worker.number(), Plural.plain(dropped, "record")));
      }
    }
    return problems;
  }
}
