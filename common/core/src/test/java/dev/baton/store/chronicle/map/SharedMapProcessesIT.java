package dev.baton.store.chronicle.map;

import static dev.baton.store.chronicle.map.SharedValuesUser.MAP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.JvmFlags;
import dev.baton.store.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A shared map between real processes that live. */
class SharedMapProcessesIT {

  private static final int TIMES = 10_000;
  private static final int PROCESSES = 4;

  @TempDir private Path directory;
  private MapAccess access;
  private ChronicleSharedMap<String, Tally> map;
  private final List<ChildJvm> children = new ArrayList<>();

  @BeforeEach
  void createMap() {
    access = MapAccess.create(directory);
    map = access.create(MAP, 1_000, 1_000);
  }

  @AfterEach
  void endAll() {
    children.forEach(ChildJvm::close);
    map.close();
    access.close();
  }

  @Test
  void whatFourProcessesMergeAndComputeIsAllThere() throws Exception {
    startAndGo();
    for (ChildJvm child : children) {
      assertThat(child.awaitLine()).startsWith("slowest");
      assertThat(child.exitCode()).as(child.errors()).isZero();
    }

    assertThat(map.entries()).allMatch(entry -> entry.getValue().isWhole());
    assertThat(sum("meeting ")).isEqualTo(PROCESSES * (long) TIMES / 2);
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(sum("own " + i + " ")).isEqualTo(TIMES / 2);
    }
  }

  @Test
  void anIterationSeesWholeEntriesWhileOthersUpdate() throws Exception {
    for (int i = 0; i < 200; i++) {
      map.put("stays " + i, Tally.of(i));
    }
    startAndGo();
    for (int i = 0; i < 30; i++) {
      List<String> seen = new ArrayList<>();
      map.forEach(
          (key, tally) -> {
            seen.add(key);
            assertThat(tally.isWhole()).isTrue();
          });
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen.stream().filter(key -> key.startsWith("stays "))).hasSize(200);
    }
    for (ChildJvm child : children) {
      assertThat(child.exitCode()).isZero();
    }
  }

  @Test
  void noProcessStartsACompilerToOpenAMap() throws Exception {
    try (ChildJvm child =
        ChildJvm.startWith(
            List.of("-Xlog:class+load:stderr"),
            SharedValuesUser.class,
            directory,
            "merge",
            0,
            TIMES)) {
      child.awaitLine("opened");
      child.go();
      assertThat(child.exitCode()).isZero();
      assertThat(child.errors())
          .contains("dev.baton.store.chronicle.map.EntryImageReader")
          .contains("net.openhft.chronicle.hash.VanillaGlobalMutableState$$Native")
          .doesNotContain("com.sun.tools.javac.main.JavaCompiler")
          .doesNotContain("com.sun.tools.javac.comp.")
          .doesNotContain("chronicle.analytics.Analytics");
    }
  }

  @ParameterizedTest
  @MethodSource("neededFlags")
  void aMissingFlagIsNamed(String flag) throws Exception {
    try (ChildJvm child =
        ChildJvm.startExactly(allBut(flag), SharedValuesUser.class, directory, "merge", 0, 1)) {
      assertThat(child.exitCode()).isEqualTo(1);
      assertThat(child.errors()).contains("Add: " + flag + "\n");
    }
  }

  private static List<String> neededFlags() {
    return JvmFlags.sharedMaps();
  }

  private static List<String> allBut(String flag) {
    return JvmFlags.sharedMemory().stream().filter(each -> !each.equals(flag)).toList();
  }

  private void startAndGo() throws Exception {
    for (int i = 0; i < PROCESSES; i++) {
      children.add(ChildJvm.start(SharedValuesUser.class, directory, "merge", i, TIMES));
    }
    for (ChildJvm child : children) {
      child.awaitLine("opened");
    }
    for (ChildJvm child : children) {
      child.go();
    }
  }

  private long sum(String prefix) {
    return map.entries().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }
}
