package dev.baton.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.process.JvmFlags;
import dev.baton.store.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the flags which programs are told to add are those that Chronicle Map needs. */
class ChronicleFlagsIT {

  @TempDir private Path directory;

  @Test
  void theyAreEnough() throws Exception {
    try (ChildJvm child =
        ChildJvm.startExactly(JvmFlags.sharedMaps(), ChronicleUser.class, directory)) {
      assertThat(child.exitCode()).as(child.errors()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("flags")
  void noneIsTooMuch(String flag) throws Exception {
    List<String> others =
        JvmFlags.sharedMemory().stream().filter(each -> !each.equals(flag)).toList();
    try (ChildJvm child = ChildJvm.startExactly(others, ChronicleUser.class, directory)) {
      assertThat(child.exitCode()).isEqualTo(1);
    }
  }

  private static List<String> flags() {
    return JvmFlags.sharedMaps();
  }
}
