package dev.baton.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ahead-of-time caches that let Baton's processes start in half the time: one file for each
 * role, {@code <baton.home>/lib/<role>.aot}.
 *
 * <p>The launcher makes them with one small job in training: each process then writes its cache
 * when it ends, which takes seconds. A cache that does not fit (another JDK, another class path) is
 * ignored by the JVM.
 */
public final class StartCache {

  /** Where processes in training write their caches; not set otherwise. */
  private static final String TRAINING_PROPERTY = "baton.start.cache.training";

  /**
   * The second compiler would otherwise begin with what the training found to be hot: a seventh of
   * a start's CPU, for code that a short job hardly runs. The launcher has the same flags.
   */
  private static final List<String> CLASSES_ONLY =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  /** Writing a cache keeps a core busy for some seconds, and all processes do it at once. */
  private static final Duration TRAINING_END_LIMIT = Duration.ofMinutes(3);

  private StartCache() {}

  /**
   * The flags of a child of this role, which also let its own children find their caches; none if
   * Baton was not started by its launcher.
   */
  static List<String> flags(String role) {
    @Nullable String home = System.getProperty(JvmFlags.HOME_PROPERTY);
    @Nullable String training = System.getProperty(TRAINING_PROPERTY);
    List<String> flags = new ArrayList<>();
    if (home != null) {
      flags.add("-D" + JvmFlags.HOME_PROPERTY + '=' + home);
      Path cache = Path.of(home, "lib", role + ".aot");
      if (training == null && Files.isReadable(cache)) {
        flags.add("-XX:AOTCache=" + cache);
      }
    }
    if (training != null) {
      flags.add("-D" + TRAINING_PROPERTY + '=' + training);
      flags.addAll(CLASSES_ONLY);
      flags.add("-XX:AOTCacheOutput=" + Path.of(training, role + ".aot"));
    }
    return flags;
  }

  /** How long a process may take to end: longer than usual in training. */
  public static Duration endLimit(Duration usual) {
    return isTraining() ? TRAINING_END_LIMIT : usual;
  }

  /** Whether the processes started from here write their caches when they end. */
  static boolean isTraining() {
    return System.getProperty(TRAINING_PROPERTY) != null;
  }
}
