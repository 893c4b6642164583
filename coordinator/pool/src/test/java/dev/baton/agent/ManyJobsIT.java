package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.Handoff;
import dev.baton.Task;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.Message;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.log.Subscription;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoredJars;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.ContentId;
import dev.baton.wire.Forget;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.JobJar;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker process serves a thousand jobs, each with jars of its own, and keeps nothing of them.
 */
class ManyJobsIT {

  private static final String POOL = "jobs";
  private static final int JOBS = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long MIB = 1 << 20;

  /** Uses what classes are known to be kept by: a thread-local variable, and a resource. */
  private static final String APP =
      """
      package app;

      import dev.baton.Task;
      import java.io.InputStream;

      public class App {
        private static final ThreadLocal<Object> KEPT = new ThreadLocal<>();
        private static final byte[] LARGE = new byte[256 << 10];
        private static int calls;

        public record Item(String name) {}

        public static Task<Object> task() {
          Item item = new Item("item");
          return () -> {
            KEPT.set(item);
            try (InputStream in = App.class.getResource("App.class").openStream()) {
              in.read();
            }
            return item.name() + ++calls;
          };
        }
      }
      """;

  /** What a worker holds. */
  private record Held(int classes, int files, long metaspaceBytes, long pid) {

    private static Held now() throws IOException {
      System.gc();
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
            (int) files.count(),
            ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum(),
            ProcessHandle.current().pid());
      }
    }
  }

  private static final Codec CODEC =
      new KryoCodec(AllowList.standard(), ManyJobsIT.class.getClassLoader());

  private final Map<Long, ResultBatch.Entry> answers = new HashMap<>();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private @Nullable HostBeat beat;
  @TempDir private Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void nothingIsLeftOfAThousandJobs() throws Exception {
    Path jar = jar();
    byte[] task = task(jar);
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(BrokerConfig.temporary(POOL).withInboxPartitions(1), output::add)) {
      Map<String, String> kafka = broker.awaitReady(LIMIT);
      try (HostAgent agent = HostAgent.prepare(config(), output::add);
          Log log = KafkaLog.connect(POOL, kafka)) {
        agent.connect(kafka);
        agent.awaitReady(LIMIT);
        try (Subscription received =
            log.subscribe(
                Set.of(
                    new ChannelPartition(Channel.RESULTS, 0),
                    new ChannelPartition(Channel.EVENTS, 0)),
                new Start.Latest())) {
          WorkerStatus worker = worker(log, received);
          JobJar travelling = new JobJar(ContentId.of(jar), "app.jar");
          new StoredJars(storeOf(agent)).add(travelling.hash(), jar);
          for (int job = 1; job <= 20; job++) {
            run(log, received, worker, job, travelling, task);
          }
          Held before = held(log, received, worker, -1);

          for (int job = 21; job <= JOBS; job++) {
            run(log, received, worker, job, travelling, task);
          }

          Held[] after = new Held[1];
          long[] probe = {-2};
          await()
              .atMost(LIMIT)
              .pollInterval(Duration.ofSeconds(1)) // as often as a worker tidies up
              .pollInSameThread()
              .untilAsserted(
                  () -> {
                    after[0] = held(log, received, worker, probe[0]--);
                    assertThat(after[0].classes()).isLessThan(before.classes() + 100);
                    assertThat(after[0].files()).isLessThan(before.files() + 20);
                    assertThat(after[0].metaspaceBytes())
                        .isLessThan(before.metaspaceBytes() + 4 * MIB);
                  });
          System.err.println("after 20 jobs " + before + ", after " + JOBS + " " + after[0]);
          assertThat(after[0].pid()).as("the same process").isEqualTo(before.pid());
        }
      }
    }
  }

  private static AgentConfig config() {
    return new AgentConfig(
        Settings.DEFAULT
            .with(PoolSettings.POOL, POOL)
            .with(WorkerSettings.WORKERS, 1)
            .with(WorkerSettings.SPARES, 0)
            .with(WorkerSettings.HEAP, HeapSize.fixed(96L << 20)));
  }

  private Path jar() throws IOException {
    Path source = Files.writeString(folder.resolve("App.java"), APP);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(code).isZero();
    Path jar = folder.resolve("app.jar");
    try (OutputStream to = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(to);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
    }
    return jar;
  }

  private static byte[] task(Path jar) throws Exception {
    ClassLoader parent = ManyJobsIT.class.getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent)) {
      Object task = loader.loadClass("app.App").getMethod("task").invoke(null);
      return new KryoCodec(AllowList.standard(), loader).encodeToBytes(task);
    }
  }

  private static Path storeOf(HostAgent agent) {
    return StoreLocations.ofThisHost().list().stream()
        .filter(StoreLimits::isIn)
        .filter(store -> StoreLimits.read(store).host() == agent.host())
        .findFirst()
        .orElseThrow();
  }

  private WorkerStatus worker(Log log, Subscription received) {
    await()
        .atMost(LIMIT)
        .pollInSameThread()
        .until(
            () -> {
              log.events().publish(new WhoIsThere(1));
              read(received);
              return beat != null && !beat.workers().isEmpty();
            });
    return beat.workers().getFirst();
  }

  private void run(
      Log log, Subscription received, WorkerStatus worker, long job, JobJar jar, byte[] task)
      throws Exception {
    send(log, batch(worker, job, List.of(jar), task));
    assertThat(answer(received, job)).isEqualTo("item1");
    send(log, new Forget(job, worker.incarnation()));
  }

  private Held held(Log log, Subscription received, WorkerStatus worker, long job)
      throws Exception {
    Task<Held> ask = Held::now;
    send(log, batch(worker, job, List.of(), CODEC.encodeToBytes(ask)));
    return (Held) answer(received, job);
  }

  private static TaskBatch batch(WorkerStatus worker, long job, List<JobJar> jars, byte[] task) {
    return new TaskBatch(
        job,
        worker.incarnation(),
        new Address.OnLog(0),
        "job-" + job,
        ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        0,
        false,
        3_000_000,
        PoolSettings.FULL_WEIGHT,
        new byte[0],
        jars,
        List.of(),
        List.of(
            new TaskBatch.Entry(
                new AttemptId(1, 1), 0, TaskBatch.Entry.CALL, Handoff.KRYO, Payload.inline(task))));
  }

  private static void send(Log log, InboxRecord record) {
    log.publisher().publish(Channel.INBOX, 0, Frame.encode(record), PublishCallback.IGNORE);
  }

  private Object answer(Subscription received, long job) {
    await()
        .atMost(LIMIT)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              read(received);
              return answers.containsKey(job);
            });
    ResultBatch.Entry answer = answers.get(job);
    assertThat(answer.status()).isEqualTo(ResultBatch.Status.DONE);
    return CODEC.decode(answer.payload().bytes());
  }

  private void read(Subscription received) {
    for (Message message : received.poll(Duration.ofMillis(50))) {
      switch (Frame.decode(message.bytes())) {
        case ResultBatch batch ->
            batch.results().forEach(result -> answers.put(batch.coordinator(), result));
        case HostBeat found -> beat = found;
        default -> {}
      }
    }
  }
}
