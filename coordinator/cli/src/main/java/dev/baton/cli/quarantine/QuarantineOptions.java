package dev.baton.cli.quarantine;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.command.JournalOptions;
import dev.baton.config.FileProblem;
import dev.baton.config.Suggestion;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.Quarantine;
import dev.baton.log.Access;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.Quarantined;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The options that say where tasks were recorded that were given up. */
final class QuarantineOptions {

  @Mixin private JournalOptions journal = new JournalOptions();

  JournalOptions journal() {
    return journal;
  }

  /**
   * The tasks, the newest first.
   *
   * @throws EnvironmentException if they cannot be read
   */
  List<Quarantined> read() {
    return all().stream().sorted(Comparator.comparingLong(Quarantined::atMs).reversed()).toList();
  }

  /**
   * The task with this id.
   *
   * @throws UsageException if there is none, with a suggestion
   */
  Quarantined find(String id) {
    List<Quarantined> tasks = read();
    return tasks.stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id, tasks));
  }

  private List<Quarantined> all() {
    if (journal.cluster().isGiven()) {
      journal.dataDirectory(); // both is one too many
      try (KafkaLog log =
          KafkaLog.connect(
              journal.cluster().topics(), journal.cluster().clientProperties(), Access.OBSERVER)) {
        return Quarantine.of(log);
      }
    }
    try {
      return Quarantine.of(new JobDirectories(JournalOptions.data(journal.dataDirectory())));
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot read " + journal.where() + ": " + FileProblem.of(e) + ".", e);
    }
  }

  private UsageException unknown(String id, List<Quarantined> tasks) {
    String question = Suggestion.question(id, tasks.stream().map(Quarantined::id).toList());
    return new UsageException(
        "No task '"
            + id
            + "' is in quarantine in "
            + journal.where()
            + "."
            + (question.isEmpty() ? " 'baton quarantine list' shows them." : question));
  }
}
