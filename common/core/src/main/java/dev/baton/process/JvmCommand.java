package dev.baton.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line that starts a child JVM: this JVM's own {@code java}, and by default its class
 * path. Immutable. Contains no secrets: they are sent with {@link ChildProcess#writeBlock}.
 *
 * @param words program and arguments
 */
public record JvmCommand(List<String> words) {

  private static final List<Path> NICE = List.of(Path.of("/usr/bin/nice"), Path.of("/bin/nice"));

  public JvmCommand {
    words = List.copyOf(words);
  }

  /** Starts a command that runs a main class. */
  public static Builder builder(String mainClass) {
    return new Builder(mainClass);
  }

  /** The {@code java} program of the JDK that this JVM runs on. */
  public static Path javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * The same command, run only when no other process wants the processor, where the system has
   * {@code nice}.
   */
  public JvmCommand atLowestPriority() {
    return new JvmCommand(atLowestPriority(words));
  }

  static List<String> atLowestPriority(List<String> words) {
    return NICE.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(nice -> Stream.concat(Stream.of(nice.toString(), "-n", "19"), words.stream()).toList())
        .orElse(words);
  }

  /** Collects the parts of a command. For one thread. */
  public static final class Builder {

    private final String mainClass;
    private final List<String> flags = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();
    private String classPath = JvmClassPath.ofThisJvm();
    private @Nullable String role;

    private Builder(String mainClass) {
      this.mainClass = mainClass;
    }

    /** Replaces this JVM's class path. */
    public Builder classPath(String path) {
      classPath = path;
      return this;
    }

    /** Replaces this JVM's class path, unless it is empty. */
    public Builder classPath(List<Path> entries) {
      return entries.isEmpty() ? this : classPath(LoaderClassPath.word(entries));
    }

    /** Appends to the class path, for example a user's jars. */
    public Builder addClassPath(Collection<Path> paths) {
      StringBuilder longer = new StringBuilder(classPath);
      for (Path path : paths) {
        longer.append(File.pathSeparatorChar).append(path);
      }
      classPath = longer.toString();
      return this;
    }

    /** Makes the class path so far mean the same in every directory. */
    public Builder fromAnyDirectory() {
      String[] entries = classPath.split(File.pathSeparator, -1);
      return classPath(
          Stream.of(entries)
              .map(entry -> Path.of(entry).toAbsolutePath().toString())
              .collect(Collectors.joining(File.pathSeparator)));
    }

    /** Adds JVM flags; if two contradict each other, the later one wins. */
    public Builder flags(List<String> more) {
      flags.addAll(more);
      return this;
    }

    /** Uses the start cache of a role, if there is one; Baton's jars then come first. */
    public Builder role(String name) {
      role = name;
      return this;
    }

    /** Sets a system property of the child. */
    public Builder property(String key, String value) {
      properties.put(key, value);
      return this;
    }

    /** Adds an argument of the main method. */
    public Builder argument(String argument) {
      arguments.add(argument);
      return this;
    }

    /** The finished command. */
    public JvmCommand build() {
      List<String> words = new ArrayList<>();
      words.add(javaProgram().toString());
      words.addAll(JvmFlags.quiet());
      words.addAll(flags);
      if (role != null) {
        words.addAll(StartCache.flags(role));
      }
      properties.forEach((key, value) -> words.add("-D" + key + '=' + value));
      words.add("-cp");
      words.add(role == null ? classPath : StartCache.classPath(classPath));
      words.add(mainClass);
      words.addAll(arguments);
      return new JvmCommand(words);
    }
  }
}
