package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.Attach;
import dev.baton.CodePolicy;
import dev.baton.Handoff;
import dev.baton.JobIdentity;
import dev.baton.Transport;
import dev.baton.UsageException;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.config.Setting;
import dev.baton.config.SettingTable;
import dev.baton.config.StoreSettings;
import dev.baton.config.TopicSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.ledger.LedgerLimits;
import dev.baton.pool.setup.CallSettings;
import dev.baton.pool.setup.PoolConfig;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderSettingsTest {

  private static final JobIdentity JOB = new JobIdentity("job", 1, Optional.empty());

  /** What processes of Baton tell each other, and how topics are created: by agents. */
  private static final Set<Setting<?>> NOT_FOR_PROGRAMS =
      Set.of(
          TopicSettings.REPLICATION,
          TopicSettings.MIN_ISR,
          TopicSettings.RETENTION,
          TopicSettings.MAX_WORKERS,
          WorkerSettings.ALLOWED_CLASSES,
          WorkerSettings.HOST,
          WorkerSettings.ADDED_CLASS_PATH,
          WorkerSettings.PROFILE_DIRECTORY,
          WorkerSettings.DIRECTORY,
          PoolSettings.WORKER_COMMAND,
          WorkerSettings.STANDBY_IDLE_TIMEOUT,
          WorkerSettings.HEALTH_FILE,
          StoreSettings.DIRECTORY);

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  @Test
  void aFileOfClientPropertiesMustSayWhereTheClusterIs(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("client.properties"), "sasl.mechanism=PLAIN\n");

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ProcessPool.connect(file))
        .withMessageContaining("have no 'bootstrap.servers'");
    assertThat(ProcessPool.builder().kafkaConfig(file).bootstrap("a:1").config().kafkaProperties())
        .containsOnlyKeys("sasl.mechanism", "bootstrap.servers");
  }

  @Test
  void whatIsMoreThanNothingIsAMillisecondAtLeast() {
    assertThat(taskTimeout(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(1));
    assertThat(taskTimeout(Duration.ofNanos(1_000_001))).isEqualTo(Duration.ofMillis(2));
    assertThat(taskTimeout(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
    assertThat(taskTimeout(Duration.ZERO)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1000, 9_300_000_000L})
  void noLimitIsTooLongToCountWith(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);
    PoolConfig config =
        ProcessPool.builder()
            .taskTimeout(limit)
            .grace(limit)
            .hangTimeout(limit)
            .startTimeout(limit)
            .brokerTimeout(limit)
            .config();

    List<Duration> limits =
        List.of(
            config.call().timeout(),
            config.get(WorkerSettings.GRACE),
            config.get(WorkerSettings.HANG_TIMEOUT),
            config.startTimeout(),
            config.brokerTimeout());
    assertThat(limits)
        .allSatisfy(each -> assertThat(each.toNanos()).isBetween(1L, Long.MAX_VALUE / 2));
    assertThat(config.host().toBlock()).isNotEmpty();
  }

  static Stream<Setting<?>> settings() {
    return SettingTable.all().stream().filter(setting -> !NOT_FOR_PROGRAMS.contains(setting));
  }

  @ParameterizedTest
  @MethodSource("settings")
  <T> void theBuilderTakesWhatTheTableAllowsByTheNameThatTheTableHas(Setting<T> setting)
      throws Exception {
    Method setter = setter(setting);
    assertThat(config(setting, setter, setting.initial()).get(setting))
        .isEqualTo(setting.initial());

    T value = sample(setting);
    PoolConfig config = config(setting, setter, value);

    assertThat(config.get(setting)).isEqualTo(value);
    assertThat(AgentConfig.fromBlock(config.host().toBlock()).get(setting)).isEqualTo(value);
  }

  @Test
  void aHeapThatMayGrowIsSetAsARange() {
    assertThat(
            ProcessPool.builder().workerHeap(64 << 20, 1 << 30).config().get(WorkerSettings.HEAP))
        .isEqualTo(new HeapSize(64 << 20, 1 << 30))
        .isEqualTo(WorkerSettings.HEAP.type().parse("64m..1g"));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ProcessPool.builder().workerHeap(1 << 30, 64 << 20))
        .withMessage(
            "workerHeap is 1073741824..67108864; allowed: two sizes from 12m to 1024t, the smaller"
                + " first.");
  }

  @Test
  void whatIsSetForACallIsThatOfTheTable() {
    PoolConfig config =
        ProcessPool.builder()
            .handoff(Handoff.KRYO)
            .taskTimeout(Duration.ofSeconds(3))
            .retries(4)
            .deathsAllowed(5)
            .speculate(true)
            .config();

    assertThat(config.call())
        .returns(Handoff.KRYO, CallSettings::handoff)
        .returns(Duration.ofSeconds(3), CallSettings::timeout)
        .returns(4, call -> call.retry().retries());
    assertThat(config.ledger()).isEqualTo(new LedgerLimits(5, true));
  }

  @Test
  void whatIsSetAtOnceIsSetAsBySetters() {
    Map<String, String> settings =
        Map.of(PoolSettings.RETRIES.name(), "2", WorkerSettings.SLOTS.name(), "3");

    PoolConfig config = ProcessPool.builder().slots(1).workers(5).settings(settings).config();

    assertThat(config.call().retry().retries()).isEqualTo(2);
    assertThat(config.get(WorkerSettings.SLOTS)).isEqualTo(3);
    assertThat(config.get(WorkerSettings.WORKERS)).isEqualTo(5);
  }

  @Test
  void aSettingThatThereIsNotIsRefusedWithTheOneThatWasMeant() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(
            () -> ProcessPool.builder().settings(Map.of(WorkerSettings.SLOTS.name() + "s", "3")))
        .withMessageContaining(WorkerSettings.SLOTS.name());
  }

  @Test
  void aPoolHasALogIfAnythingNeedsOne() {
    assertThat(ProcessPool.builder().config().onLog()).isFalse();
    assertThat(ProcessPool.builder().transport(Transport.KAFKA).config().onLog()).isTrue();
    assertThat(ProcessPool.builder().bootstrap("host:1").config().onLog()).isTrue();
    assertThat(ProcessPool.builder().dataDirectory(Path.of("data")).config().onLog()).isTrue();
    assertThat(ProcessPool.builder().job(JOB).config().onLog()).isTrue();
  }

  @Test
  void whatNeedsALogIsRefusedWithoutOne() {
    assertNeedsLog("bootstrap", ProcessPool.builder().bootstrap("host:1"));
    assertNeedsLog("dataDirectory", ProcessPool.builder().dataDirectory(Path.of("data")));
    assertNeedsLog("job", ProcessPool.builder().job(JOB));
  }

  @Test
  void standbyWorkersAreOfThisHost() {
    assertThat(ProcessPool.builder().config().get(PoolSettings.ATTACH)).isEqualTo(Attach.NEVER);
    assertThat(ProcessPool.builder().attach().config().get(PoolSettings.ATTACH))
        .isEqualTo(Attach.ALWAYS);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> ProcessPool.builder().attach().bootstrap("host:1").config())
        .withMessageContaining("attach");
  }

  private static void assertNeedsLog(String what, ProcessPoolBuilder builder) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> builder.transport(Transport.LOCAL).config())
        .withMessageContaining(what);
  }

  @Test
  void whatIsOutOfRangeIsRefusedAtTheCallAndNamed() {
    ProcessPoolBuilder builder = ProcessPool.builder();

    assertRefused("taskTimeout", builder::taskTimeout, false);
    assertRefused("grace", builder::grace, false);
    assertRefused("hangTimeout", builder::hangTimeout, false);
    assertRefused("startTimeout", builder::startTimeout, true);
    assertRefused("brokerTimeout", builder::brokerTimeout, true);
    Duration longest = Duration.ofDays(1);
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(Duration.ofNanos(-1), longest));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(Duration.ZERO, FOREVER));
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> RetryPolicy.NEVER.pauses(FOREVER, FOREVER));
  }

  @Test
  void anIdentityIsOneThatTheLogCanHave() {
    for (Instant since : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1))) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> new JobIdentity("job", 1, Optional.of(since)))
          .withMessageContaining("resumedFrom");
    }
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> new JobIdentity("job", -1, Optional.empty()))
        .withMessageContaining("coordinator");
    assertThat(new JobIdentity("job", Long.MAX_VALUE, Optional.of(Instant.EPOCH))).isNotNull();
  }

  private static Duration taskTimeout(Duration limit) {
    return ProcessPool.builder().taskTimeout(limit).config().call().timeout();
  }

  /** One that is not the default. */
  @SuppressWarnings("unchecked")
  private static <T> T sample(Setting<T> setting) {
    Object sample =
        switch (setting.initial()) {
          case Integer _ -> 7;
          case Long _ -> 64L << 20;
          case HeapSize _ -> HeapSize.fixed(64L << 20);
          case Boolean initial -> !initial;
          case Duration _ -> Duration.ofMillis(1_234);
          case Handoff _ -> Handoff.SHARED;
          case Transport _ -> Transport.KAFKA;
          case Attach _ -> Attach.AUTO;
          case CodePolicy _ -> CodePolicy.INSTALLED;
          case String _ -> "name";
          case List<?> _ ->
              List.of(setting == WorkerSettings.JVM_OPTIONS ? "-Xss4m" : Path.of("/a.jar"));
          default -> throw new AssertionError("no sample for " + setting);
        };
    return (T) sample;
  }

  private static Method setter(Setting<?> setting) {
    return Stream.of(ProcessPoolBuilder.class.getMethods())
        .filter(method -> method.getName().equals(setting.name()))
        .filter(method -> method.getParameterCount() == 1)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no setter " + setting));
  }

  private static <T> PoolConfig config(Setting<T> setting, Method setter, T value)
      throws Exception {
    ProcessPoolBuilder builder = ProcessPool.builder();
    boolean takesAll = setter.getParameterTypes()[0].isInstance(value) && !List.of().equals(value);
    for (Object each : value instanceof List<?> list && !takesAll ? list : List.of(value)) {
      // A heap of one size is a number for programs.
      var _ = setter.invoke(builder, each instanceof HeapSize heap ? heap.bytes() : each);
    }
    PoolConfig config = builder.config();
    assertThat(config.settings().has(setting)).isEqualTo(!List.of().equals(value));
    return config;
  }

  private static void assertRefused(
      String setting, Function<Duration, ProcessPoolBuilder> setter, boolean zeroToo) {
    List<Duration> negative =
        List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE), Duration.ofDays(-1));
    for (Duration limit : negative) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> setter.apply(limit))
          .withMessageContaining(setting);
    }
    if (zeroToo) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> setter.apply(Duration.ZERO))
          .withMessageContaining(setting);
    }
    assertThatNullPointerException().isThrownBy(() -> setter.apply(null));
  }
}
