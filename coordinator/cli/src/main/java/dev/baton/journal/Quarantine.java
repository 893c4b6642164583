package dev.baton.journal;

import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Start;
import dev.baton.wire.Quarantined;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where tasks are recorded that were given up. */
public final class Quarantine {

  private static final ChannelPartition PARTITION = new ChannelPartition(Channel.QUARANTINE, 0);

  private Quarantine() {}

  /**
   * Those of a pool, the oldest first.
   *
   * @throws dev.baton.EnvironmentException if the broker falls silent
   */
  public static List<Quarantined> of(Log log) {
    List<Quarantined> tasks = new ArrayList<>();
    log.readToEnd(
        PARTITION, new Start.Earliest(), Quarantined.class, task -> tasks.add(task.record()));
    return tasks;
  }

  /**
   * Those of the jobs that ran on this machine, by job, the oldest first.
   *
   * @throws IOException if what is there cannot be read
   */
  public static List<Quarantined> of(JobDirectories directories) throws IOException {
    List<Quarantined> tasks = new ArrayList<>();
    directories.records(
        record -> {
          if (record instanceof Quarantined task) {
            tasks.add(task);
          }
        });
    return tasks;
  }
}
