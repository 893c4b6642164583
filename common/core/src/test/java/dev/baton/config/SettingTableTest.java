package dev.baton.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.baton.UsageException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTableTest {

  private static final Duration CENTURY = Duration.ofDays(36_500);

  static Collection<Setting<?>> all() {
    return SettingTable.all();
  }

  @Test
  void everySettingThatIsDeclaredIsInTheTable() throws IllegalAccessException {
    List<Object> declared = new ArrayList<>();
    for (Class<?> topic :
        List.of(
            PoolSettings.class, TopicSettings.class, WorkerSettings.class, StoreSettings.class)) {
      for (Field field : topic.getFields()) {
        if (field.getType() == Setting.class) {
          declared.add(field.get(null));
        }
      }
    }

    assertThat(List.<Object>copyOf(SettingTable.all()))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void noOptionIsOfTwoSettings() {
    assertThat(SettingTable.all().stream().flatMap(setting -> setting.options().stream()))
        .doesNotHaveDuplicates()
        .allSatisfy(option -> assertThat(option).startsWith("-"));
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void whatItIsByDefaultIsAllowedAndReadFromWhatItIsWrittenAs(Setting<T> setting) {
    T initial = setting.initial();

    assertThat(setting.check(initial)).isEqualTo(initial);
    assertThat(setting.type().parse(setting.type().format(initial))).isEqualTo(initial);
  }

  static Stream<List<Object>> values() {
    return Stream.of(
        List.of(WorkerSettings.WORKERS, 0, 1, 1024),
        List.of(WorkerSettings.SPARES, 0, 1, 1024),
        List.of(WorkerSettings.MAX_TASKS, 0, Integer.MAX_VALUE),
        List.of(
            WorkerSettings.HEAP,
            HeapSize.fixed(0L),
            HeapSize.fixed(12L << 20),
            HeapSize.fixed((12L << 20) + 1),
            HeapSize.fixed(1L << 50),
            new HeapSize(256L << 20, 4L << 30),
            new HeapSize(12L << 20, (12L << 20) + 1)),
        List.of(WorkerSettings.MAX_RSS, 0L, 1L, 1536L << 20),
        List.of(WorkerSettings.GRACE, Duration.ZERO, Duration.ofMillis(1), CENTURY),
        List.of(PoolSettings.TASK_TIMEOUT, Duration.ofMillis(1_500), Duration.ofSeconds(90)),
        List.of(PoolSettings.BROKER_TIMEOUT, Duration.ofHours(25), Duration.ofDays(2)),
        List.of(PoolSettings.POOL, "a", "A.b_c-9"),
        List.of(WorkerSettings.PIN, true, false),
        List.of(WorkerSettings.JARS, List.of(), List.of(Path.of("/a:b/c.jar"), Path.of("d e.jar"))),
        List.of(WorkerSettings.JVM_OPTIONS, List.of("-Xss4m", "-Dx=a b")));
  }

  @ParameterizedTest
  @MethodSource("values")
  @SuppressWarnings("unchecked")
  void valuesAreReadFromWhatTheyAreWrittenAs(List<Object> settingAndValues) {
    Setting<Object> setting = (Setting<Object>) settingAndValues.getFirst();
    for (Object value : settingAndValues.subList(1, settingAndValues.size())) {
      Settings settings = Settings.DEFAULT.with(setting, value);

      assertThat(settings.get(setting)).isEqualTo(value);
      assertThat(Settings.ofBlock(settings.toBlock())).isEqualTo(settings);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workers|-1|workers is -1; allowed: 0 (auto) or 1 to 1024.",
        "workers|1025|workers is 1025; allowed: 0 (auto) or 1 to 1024.",
        "deathsAllowed|0|deathsAllowed is 0; allowed: 1 to 1000000.",
        "spareWorkers|1025|spareWorkers is 1025; allowed: 0 to 1024."
      })
  @SuppressWarnings("unchecked")
  void aProgramIsToldTheSettingTheValueAndWhatIsAllowed(String name, int value, String message) {
    Setting<Integer> setting = (Setting<Integer>) SettingTable.find(name);

    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Settings.DEFAULT.with(setting, value))
        .withMessage(message);
  }

  @Test
  void sizesAndTimesOutOfRangeAreToldInTheirUnits() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> WorkerSettings.HEAP.check(HeapSize.fixed(1L << 20)))
        .withMessage("workerHeap is 1048576; allowed: 0 (auto) or 12m to 1024t.");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> WorkerSettings.MAX_RSS.check(Long.MAX_VALUE))
        .withMessageStartingWith("maxRss is " + Long.MAX_VALUE);
    for (Duration negative : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> WorkerSettings.GRACE.check(negative))
          .withMessage("grace is " + negative + "; allowed: 0 (none) or 1ms to 36500d.");
    }
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> PoolSettings.START_TIMEOUT.check(Duration.ZERO))
        .withMessage("startTimeout is PT0S; allowed: 1ms to 36500d.");
  }

  @Test
  void timesAreWholeMillisecondsRoundedUpAndACenturyAtMost() {
    assertThat(WorkerSettings.GRACE.check(Duration.ofNanos(1))).isEqualTo(Duration.ofMillis(1));
    assertThat(WorkerSettings.GRACE.check(Duration.ofNanos(1_000_001)))
        .isEqualTo(Duration.ofMillis(2));
    assertThat(WorkerSettings.GRACE.check(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(CENTURY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025", "many", "", "99999999999999999999"})
  void peopleAreToldWhatANumberMustBe(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerSettings.WORKERS.type().parse(text))
        .withMessage("'" + text + "' is not auto or a number from 1 to 1024");
  }

  @Test
  void peopleAreToldWhatOtherValuesMustBe() {
    assertNone(WorkerSettings.HEAP, "8m", "'8m' is not auto or a size from 12m to 1024t");
    assertNone(WorkerSettings.HEAP, "big", "'big' is not a size such as 256m or 1g");
    assertNone(WorkerSettings.HEAP, "256m..", "'' is not a size such as 256m or 1g");
    assertNone(WorkerSettings.HEAP, "8m..1g", "'8m' is not auto or a size from 12m to 1024t");
    for (String text : List.of("1g..256m", "auto..1g", "1g..auto")) {
      assertNone(
          WorkerSettings.HEAP,
          text,
          "'" + text + "' is not a range such as 256m..4g, the smaller size first");
    }
    assertNone(
        PoolSettings.TASK_TIMEOUT, "10", "'10' is not a duration such as 500ms, 30s, 5m or 2h");
    assertNone(PoolSettings.HANDOFF, "post", "'post' is not kryo|shared|auto");
    assertNone(WorkerSettings.PIN, "yes", "'yes' is not true or false");
    assertNone(
        PoolSettings.POOL,
        "a b",
        "'a b' is not a name of 1 to 100 letters, digits, '.', '_' and '-'");
  }

  @Test
  void noValueIsRefusedByTheNameOfTheSetting() {
    assertThatNullPointerException()
        .isThrownBy(() -> WorkerSettings.GRACE.check(null))
        .withMessage("grace");
  }

  @Test
  void aLineOfAListCannotBeTwo() {
    for (String option : List.of("", "-Da=b\n-Dc=d", "-Da=b\r")) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(() -> WorkerSettings.JVM_OPTIONS.check(List.of(option)));
    }
  }

  @Test
  void aBlockWithAnUnknownNameIsAnErrorWithTheOneThatWasMeant() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Settings.ofBlock(Map.of("garce", "5s")))
        .withMessage("There is no setting 'garce'. Did you mean grace?");
  }

  @Test
  void aBlockWithAValueThatIsNoneNamesTheSetting() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Settings.ofBlock(Map.of("slots", "0")))
        .withMessage("'0' is not a number from 1 to 100000 (slots).");
  }

  @Test
  void whatOthersHaveSetGoesBeforeWhatWasThere() {
    Settings settings =
        Settings.DEFAULT.with(WorkerSettings.SLOTS, 2).with(WorkerSettings.PIN, true);

    Settings both = settings.with(Settings.DEFAULT.with(WorkerSettings.SLOTS, 3));

    assertThat(both.get(WorkerSettings.SLOTS)).isEqualTo(3);
    assertThat(both.get(WorkerSettings.PIN)).isTrue();
    assertThat(both.has(WorkerSettings.GRACE)).isFalse();
    assertThat(both.get(WorkerSettings.GRACE)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theHelpSaysWhatItIsByDefault() {
    assertThat(WorkerSettings.GRACE.help()).endsWith("(default: 5s).");
    assertThat(WorkerSettings.MAX_RSS.help()).endsWith("(default: never).");
    assertThat(WorkerSettings.WORKERS.help()).endsWith("(default: auto).");
  }

  private static void assertNone(Setting<?> setting, String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.type().parse(text))
        .withMessage(message);
  }
}
