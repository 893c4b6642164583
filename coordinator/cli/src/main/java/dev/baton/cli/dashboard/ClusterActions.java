package dev.baton.cli.dashboard;

import dev.baton.UsageException;
import dev.baton.cli.cancel.Cancellation;
import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.host.Requester;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.DrainHost;
import java.time.Duration;

/** What can be done for a cluster. */
record ClusterActions(ClusterOptions cluster, DashboardState state, Replays replays)
    implements Actions {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(14);

  @Override
  public String cancel(String jobId) {
    return Cancellation.onCluster(cluster, jobId, Requester.ofThisProcess() + " on a dashboard");
  }

  @Override
  public String drain(long host) {
    String name = state.nameOfHost(host);
    if (name == null) {
      throw new UsageException("That host is not there any more.");
    }
    new TimeLimit(CONNECT_LIMIT)
        .call(
            () -> {
              ask(host);
              return name;
            },
            "Asking " + name);
    return name + " was asked to leave: it finishes what it runs, and hands back the rest.";
  }

  private void ask(long host) {
    try (Log log =
        KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OPERATOR)) {
      Requester.ask(log, new DrainHost(host, DrainHost.OWN_LIMIT, Requester.ofThisProcess()));
    }
  }

  @Override
  public String replay(String task) {
    return replays.run(task);
  }
}
