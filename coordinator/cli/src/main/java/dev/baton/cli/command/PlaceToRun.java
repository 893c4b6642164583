package dev.baton.cli.command;

import dev.baton.config.StoreSettings;
import dev.baton.config.WorkerSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was typed says where a command runs: on this machine, or on a cluster. Options that are
 * configured for elsewhere do not count then. Stateless.
 */
final class PlaceToRun {

  /** What says which cluster. */
  private static final Set<String> CLUSTER = Set.of("bootstrap", "kafka-config", "join-file");

  /** What is for workers and jobs on this machine, where there is no cluster. */
  private static final Set<String> WITHOUT_CLUSTER =
      Stream.concat(
              Stream.of("attach", "data-dir", "profile", "flame-graph"),
              Stream.of(WorkerSettings.SHAPE, WorkerSettings.LIMITS, StoreSettings.LIMITS)
                  .flatMap(List::stream)
                  .flatMap(setting -> setting.options().stream())
                  .map(PlaceToRun::name))
          .collect(Collectors.toUnmodifiableSet());

  /** It has workers here and a cluster. */
  private static final String WORKER = "worker";

  private PlaceToRun() {}

  /** The configured options that do not count beside these arguments of a command. */
  static Set<String> ignored(String command, List<String> arguments) {
    Set<String> typed =
        arguments.stream()
            .takeWhile(word -> !word.equals("--"))
            .filter(word -> word.startsWith("--"))
            .map(word -> name(word.replaceFirst("=.*", "")))
            .collect(Collectors.toSet());
    if (typed.contains("join") || CLUSTER.stream().anyMatch(typed::contains)) {
      return command.equals(WORKER)
          ? CLUSTER
          : Stream.concat(CLUSTER.stream(), WITHOUT_CLUSTER.stream())
              .collect(Collectors.toUnmodifiableSet());
    }
    return typed.contains("data-dir") ? CLUSTER : Set.of();
  }

  private static String name(String option) {
    return option.replaceFirst("^-+", "");
  }
}
