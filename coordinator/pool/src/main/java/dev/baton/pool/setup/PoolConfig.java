package dev.baton.pool.setup;

import dev.baton.JobIdentity;
import dev.baton.RunnableTask;
import dev.baton.Transport;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.ledger.Counts;
import dev.baton.ledger.LedgerLimits;
import dev.baton.wire.Quarantined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up; made and checked by the builder, never changed after.
 *
 * @param kafkaProperties client properties of a cluster, {@code bootstrap.servers} among them;
 *     empty for an embedded broker
 * @param settings those that have a name in the table; what is said of workers is without meaning
 *     on a cluster
 * @param call what holds for a call unless it says otherwise
 * @param dataDirectory where the embedded broker keeps its log; null for a temporary one
 * @param job who the coordinator is; null for one that is new
 * @param workerOutput gets what local workers print
 * @param notices gets what a person should know, such as that the broker is away
 * @param onQuarantined gets each task that is given up because its workers die of it
 * @param progress told how far the pool is, if anybody wants to know
 */
public record PoolConfig(
    Map<String, String> kafkaProperties,
    Settings settings,
    CallSettings call,
    @Nullable Path dataDirectory,
    @Nullable JobIdentity job,
    @Nullable RunnableTask initializer,
    Consumer<String> workerOutput,
    Consumer<String> notices,
    Consumer<Quarantined> onQuarantined,
    @Nullable Consumer<Counts> progress) {

  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** The same with another value. */
  public <T> PoolConfig with(Setting<T> setting, T value) {
    return new PoolConfig(
        kafkaProperties,
        settings.with(setting, value),
        call,
        dataDirectory,
        job,
        initializer,
        workerOutput,
        notices,
        onQuarantined,
        progress);
  }

  public String pool() {
    return get(PoolSettings.POOL);
  }

  public boolean local() {
    return kafkaProperties.isEmpty();
  }

  /** Whether tasks and results are to be on the log. */
  public boolean onLog() {
    return switch (get(PoolSettings.TRANSPORT)) {
      case KAFKA -> true;
      case LOCAL -> false;
      case AUTO -> !local() || dataDirectory != null || job != null;
    };
  }

  /** Whether nothing is to begin before the log is there: a job that goes on has results on it. */
  public boolean waitsForLog() {
    return get(PoolSettings.TRANSPORT) == Transport.KAFKA
        || (job != null && job.resumedFrom().isPresent());
  }

  /** What this host is to run. */
  public AgentConfig host() {
    return new AgentConfig(settings);
  }

  /** What the ledger does about tasks that are not as they should be. */
  public LedgerLimits ledger() {
    return new LedgerLimits(get(PoolSettings.DEATHS_ALLOWED), get(PoolSettings.SPECULATE));
  }

  public Duration startTimeout() {
    return get(PoolSettings.START_TIMEOUT);
  }

  public Duration brokerTimeout() {
    return get(PoolSettings.BROKER_TIMEOUT);
  }

  public int window() {
    return get(PoolSettings.WINDOW);
  }
}
