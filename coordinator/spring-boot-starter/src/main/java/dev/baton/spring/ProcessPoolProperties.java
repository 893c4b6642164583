package dev.baton.spring;

import dev.baton.Attach;
import dev.baton.CodePolicy;
import dev.baton.Handoff;
import dev.baton.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code baton.pool.*}. A key that is none of these is an error. What is not set has
 * the default of {@link dev.baton.pool.ProcessPoolBuilder}, whose methods have the same names.
 *
 * @param enabled Whether there is a pool.
 * @param shutdownTimeout How long tasks that run when the application ends may go on before they
 *     are cancelled.
 * @param bootstrap Brokers of a cluster, as host:port, separated by commas. Default: workers on
 *     this host.
 * @param kafkaConfig File with Kafka client properties of a cluster.
 * @param joinFile File with a token of a broker.
 * @param dataDirectory Directory of an embedded broker's log, which outlives the application.
 * @param pool Name of the pool: the namespace of its topics, workers and stores. Default: baton.
 * @param topicPrefix Prefix of the names of topics.
 * @param workers Number of local workers. Default: one per core.
 * @param slots Number of tasks that a worker runs at a time. Default: 1.
 * @param workerHeap Heap of each worker. Default: its share of half the host's memory.
 * @param workerHeapMost Heap that a worker may get after an OutOfMemoryError of a task. Default:
 *     that of worker-heap, which has to be set with this.
 * @param workerJvmOption Further options of the workers' JVMs.
 * @param jar Jars that workers have in addition to the application's.
 * @param classPath Class path of the workers. Default: that of the application.
 * @param pin Whether each worker is bound to one core.
 * @param grace How long an interrupted task may go on before its process is killed. Default: 5s.
 * @param hangTimeout How long a worker may show no sign of life. Default: 10s.
 * @param idleTimeout How long a worker may have nothing to do before it ends, until there is work
 *     again. Default: no limit.
 * @param maxTasksPerWorker Number of tasks after which a worker is replaced. Default: no limit.
 * @param maxRss Memory of a worker above which it is replaced. Default: no limit.
 * @param spareWorkers Number of processes that wait to replace a worker. Default: 1.
 * @param storeSize Memory for shared data. Default: a quarter of the host's memory.
 * @param checksums Whether checksums of shared data are verified.
 * @param attach Whether workers that 'baton up' keeps warm are used. Default: never.
 * @param codePolicy How workers of a cluster get the application's classes. Default: ship.
 * @param transport How tasks and results travel. Default: auto.
 * @param handoff How arguments and results are handed over. Default: auto.
 * @param taskTimeout Limit for each attempt of a task. Default: none.
 * @param retries Number of attempts that may follow failed ones. Default: 0.
 * @param deathsAllowed Number of worker deaths after which a task is given up. Default: 3.
 * @param speculate Whether slow tasks get a second copy.
 * @param startTimeout How long broker and workers may take to start. Default: 60s.
 * @param brokerTimeout How long the broker may be away. Default: 5m.
 * @param window Number of tasks of one map that may be under way. Default: 16384.
 * @param linger How long results of short tasks may wait to travel together. Default: 3ms.
 * @param weight How much of the workers' time the pool gets on a cluster, beside others. Default:
 *     100.
 */
@ConfigurationProperties(prefix = ProcessPoolProperties.PREFIX, ignoreUnknownFields = false)
public record ProcessPoolProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("30s") Duration shutdownTimeout,
    @Nullable String bootstrap,
    @Nullable Path kafkaConfig,
    @Nullable Path joinFile,
    @Nullable Path dataDirectory,
    @Nullable String pool,
    @Nullable String topicPrefix,
    @Nullable Integer workers,
    @Nullable Integer slots,
    @Nullable DataSize workerHeap,
    @Nullable DataSize workerHeapMost,
    @Nullable List<String> workerJvmOption,
    @Nullable List<Path> jar,
    @Nullable List<Path> classPath,
    @Nullable Boolean pin,
    @Nullable Duration grace,
    @Nullable Duration hangTimeout,
    @Nullable Duration idleTimeout,
    @Nullable Integer maxTasksPerWorker,
    @Nullable DataSize maxRss,
    @Nullable Integer spareWorkers,
    @Nullable DataSize storeSize,
    @Nullable Boolean checksums,
    @Nullable Attach attach,
    @Nullable CodePolicy codePolicy,
    @Nullable Transport transport,
    @Nullable Handoff handoff,
    @Nullable Duration taskTimeout,
    @Nullable Integer retries,
    @Nullable Integer deathsAllowed,
    @Nullable Boolean speculate,
    @Nullable Duration startTimeout,
    @Nullable Duration brokerTimeout,
    @Nullable Integer window,
    @Nullable Duration linger,
    @Nullable Integer weight) {

  static final String PREFIX = "baton.pool";
}
