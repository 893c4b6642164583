package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ahead-of-time caches that let Baton's processes start in half the time: one file for each
 * role. The launcher has its own in {@code <baton.home>/lib}; other programs have theirs in the
 * {@link StartCacheDirectory} of their user.
 *
 * <p>Caches are created by training on a small job: each process then writes its cache when it
 * ends, which takes seconds. A cache that does not fit (another JDK, another class path) is ignored
 * by the JVM.
 */
public final class StartCache {

  /**
   * System property, also an environment variable with another spelling ({@code
   * BATON_START_CACHE}), that turns all this off with the value {@code off}.
   */
  static final String SWITCH_PROPERTY = "baton.start.cache";

  private static final String SWITCH_VARIABLE = "BATON_START_CACHE";
  private static final String OFF = "off";

  /** Where processes in training write their caches; not set otherwise. */
  static final String TRAINING_PROPERTY = "baton.start.cache.training";

  /**
   * The second compiler would otherwise begin with what the training found to be hot: a seventh of
   * a start's CPU, for code that a short job hardly runs. The launcher has the same flags.
   */
  private static final List<String> CLASSES_ONLY =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

  /** A cache that does not fit, as with a user's own options, is not worth a message. */
  private static final List<String> QUIET =
      List.of("-Xlog:aot*=off:stderr", "-Xlog:cds*=off:stderr");

  /** Writing a cache keeps a core busy for some seconds, and all processes do it at once. */
  private static final Duration TRAINING_END_LIMIT = Duration.ofMinutes(3);

  private StartCache() {}

  /** The flags of a child of this role, which also let its own children find their caches. */
  static List<String> flags(String role) {
    List<String> flags = new ArrayList<>();
    pass(JvmFlags.HOME_PROPERTY, flags);
    pass(SWITCH_PROPERTY, flags);
    pass(TRAINING_PROPERTY, flags);
    @Nullable String training = System.getProperty(TRAINING_PROPERTY);
    if (training != null) {
      flags.addAll(CLASSES_ONLY);
      flags.add("-XX:AOTCacheOutput=" + fileOf(Path.of(training), role));
      return flags;
    }
    @Nullable Path cache = file(role);
    if (cache != null) {
      flags.add("-XX:AOTCache=" + cache);
      flags.addAll(QUIET);
    }
    return flags;
  }

  /** The class path of a child of some role: see {@link OwnJars}. */
  static String classPath(String given) {
    return isOff() ? given : OwnJars.known().first(given);
  }

  /** How long a process may take to end: longer than usual in training. */
  public static Duration endLimit(Duration usual) {
    return isTraining() ? TRAINING_END_LIMIT : usual;
  }

  /** Whether the processes started from here write their caches when they end. */
  public static boolean isTraining() {
    return System.getProperty(TRAINING_PROPERTY) != null;
  }

  /** The cache of a role; null if there is none. */
  static @Nullable Path file(String role) {
    @Nullable Path ofLauncher = inLauncher(role);
    if (ofLauncher != null) {
      return ofLauncher;
    }
    @Nullable String key = key();
    @Nullable StartCacheDirectory directory = StartCacheDirectory.ofThisUser();
    @Nullable Path found = key == null || directory == null ? null : directory.find(key);
    if (found == null) {
      return null;
    }
    StartCacheDirectory.noteUse(found);
    Path cache = fileOf(found, role);
    return Files.isReadable(cache) ? cache : null;
  }

  static @Nullable Path inLauncher(String role) {
    @Nullable String home = System.getProperty(JvmFlags.HOME_PROPERTY);
    Path cache = home == null ? null : fileOf(Path.of(home, "lib"), role);
    return cache != null && Files.isReadable(cache) ? cache : null;
  }

  /** The name of this program's caches; null if it should have none, or can have none. */
  static @Nullable String key() {
    if (isOff()) {
      return null;
    }
    List<Path> own = OwnJars.known().in(JvmClassPath.ofThisJvm());
    try {
      return own.isEmpty() ? null : StartCacheKey.of(Path.of(System.getProperty("java.home")), own);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isOff() {
    return OFF.equals(lower(System.getProperty(SWITCH_PROPERTY)))
        || OFF.equals(lower(System.getenv(SWITCH_VARIABLE)));
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private static Path fileOf(Path directory, String role) {
    return directory.resolve(role + ".aot");
  }

  private static void pass(String property, List<String> flags) {
    @Nullable String value = System.getProperty(property);
    if (value != null) {
      flags.add("-D" + property + '=' + value);
    }
  }
}
