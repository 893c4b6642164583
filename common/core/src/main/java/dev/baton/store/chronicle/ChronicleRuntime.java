package dev.baton.store.chronicle;

import dev.baton.EnvironmentException;
import dev.baton.process.JvmFlags;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a JVM ready for Chronicle Map: checks its flags and turns off what Chronicle does beside
 * its work.
 */
public final class ChronicleRuntime {

  private static final Pattern MODULE_FLAG =
      Pattern.compile("--add-(exports|opens)=([\\w.]+)/([\\w.]+)=ALL-UNNAMED");

  /**
   * Chronicle tries a way to free buffers that needs one flag more, warns, and takes another that
   * needs none. Kept here, as a logger that nobody keeps forgets its level.
   */
  private static final Logger NEEDLESS_WARNING =
      Logger.getLogger(
          "net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

  static {
    NEEDLESS_WARNING.setLevel(Level.SEVERE);
    // Also given on the command line of our own processes; here for programs that open a store
    // themselves. Chronicle reports its use to an analytics service unless told not to; the
    // artifact that does it is excluded as well.
    setDefault("chronicle.analytics.disable", "true");
    setDefault("chronicle.announcer.disable", "true");
    setDefault("disable.perf.info", "true");
    // A lock that a killed process left is noticed after this time instead of a minute of spinning.
    setDefault("net.openhft.chronicle.map.lockTimeoutSeconds", "5");
    PosixCalls.install();
    ValueClasses.define();
  }

  private ChronicleRuntime() {}

  /**
   * Must be called before any class of Chronicle is used.
   *
   * @throws EnvironmentException if the JVM was started without a flag that Chronicle needs; the
   *     message names it
   */
  public static void prepare() {
    List<String> missing = missingFlags();
    if (!missing.isEmpty()) {
      throw new EnvironmentException(
          """
          Shared maps need flags that this JVM was started without. Add: %s
          A runnable jar can have them in its manifest instead: Add-Exports: java.base/sun.nio.ch and \
          Add-Opens: java.base/java.lang java.base/java.lang.reflect. Nothing else needs flags.\
          """
              .formatted(String.join(" ", missing)));
    }
  }

  static List<String> missingFlags() {
    return JvmFlags.sharedMaps().stream().filter(ChronicleRuntime::isMissing).toList();
  }

  static boolean isMissing(String flag) {
    Matcher matcher = MODULE_FLAG.matcher(flag);
    if (!matcher.matches()) {
      return false;
    }
    Module user = ChronicleRuntime.class.getClassLoader().getUnnamedModule();
    Optional<Module> module = ModuleLayer.boot().findModule(matcher.group(2));
    String packageName = matcher.group(3);
    return module
        .map(
            owner ->
                matcher.group(1).equals("opens")
                    ? !owner.isOpen(packageName, user)
                    : !owner.isExported(packageName, user))
        .orElse(false);
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
