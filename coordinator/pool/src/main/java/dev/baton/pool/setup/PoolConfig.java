package dev.baton.pool.setup;

import dev.baton.JobIdentity;
import dev.baton.PoolEvent;
import dev.baton.RunnableTask;
import dev.baton.Transport;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.Settings;
import dev.baton.ledger.Counts;
import dev.baton.ledger.LedgerLimits;
import dev.baton.log.kafka.PoolTopics;
import dev.baton.wire.Quarantined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up; made and checked by the builder, never changed after.
 *
 * @param kafkaProperties client properties of a cluster, {@code bootstrap.servers} among them;
 *     empty for an embedded broker
 * @param settings the settings that have a name in the table; those of workers have no effect on a
 *     cluster
 * @param call the defaults of a call
 * @param dataDirectory where the embedded broker keeps its log; null for a temporary one
 * @param job the identity of the coordinator; null for a new one
 * @param failedResults which results of a resumed job are failures; null for none
 * @param workerOutput receives the output of local workers
 * @param notices receives what a person should know, such as that the broker is away
 * @param onQuarantined receives each task that is given up because its workers die of it
 * @param progress told the pool's progress, if the program has asked for it
 * @param events told what happens to attempts and workers, if the program has asked for it
 * @param records shown the records that tell what happens, if one of Baton's programs has asked for
 *     it
 * @param profile where the profile of the workers goes, if the program has asked for one
 */
public record PoolConfig(
    Map<String, String> kafkaProperties,
    Settings settings,
    CallSettings call,
    @Nullable Path dataDirectory,
    @Nullable JobIdentity job,
    @Nullable FailedResults failedResults,
    @Nullable RunnableTask initializer,
    Consumer<String> workerOutput,
    Consumer<String> notices,
    Consumer<Quarantined> onQuarantined,
    @Nullable Consumer<Counts> progress,
    @Nullable Consumer<List<PoolEvent>> events,
    @Nullable Consumer<byte[]> records,
    @Nullable Path profile) {

  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** The same configuration with another value. */
  public <T> PoolConfig with(Setting<T> setting, T value) {
    return new PoolConfig(
        kafkaProperties,
        settings.with(setting, value),
        call,
        dataDirectory,
        job,
        failedResults,
        initializer,
        workerOutput,
        notices,
        onQuarantined,
        progress,
        events,
        records,
        profile);
  }

  public String pool() {
    return get(PoolSettings.POOL);
  }

  /** The topics of the pool. */
  public PoolTopics topics() {
    return PoolTopics.of(settings);
  }

  public boolean local() {
    return kafkaProperties.isEmpty();
  }

  /** Whether tasks and results go on the log. */
  public boolean onLog() {
    return switch (get(PoolSettings.TRANSPORT)) {
      case KAFKA -> true;
      case LOCAL -> false;
      case AUTO -> !local() || dataDirectory != null || job != null;
    };
  }

  /** Whether everything waits for the log: a resumed job has results on it. */
  public boolean waitsForLog() {
    return get(PoolSettings.TRANSPORT) == Transport.KAFKA
        || (job != null && job.resumedFrom().isPresent());
  }

  /** The configuration of this host. */
  public AgentConfig host() {
    return new AgentConfig(settings);
  }

  /** How the ledger treats misbehaving tasks. */
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
