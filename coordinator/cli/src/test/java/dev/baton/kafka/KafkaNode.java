package dev.baton.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One broker, which is a controller as well, in a process of its own that can be restarted. */
public final class KafkaNode implements AutoCloseable {

  private static final int LIMIT_SECONDS = 90;

  private final Path directory;
  private final String classPath;
  private final List<String> flags;
  private final Path properties;
  private final Path output;
  private @Nullable Process process;

  private KafkaNode(Path directory, String classPath, List<String> flags, Path properties) {
    this.directory = directory;
    this.classPath = classPath;
    this.flags = flags;
    this.properties = properties;
    this.output = directory.resolve("output.txt");
  }

  /**
   * Writes what it needs and formats its storage, as Kafka's own scripts do.
   *
   * @param cluster the id of the cluster
   * @param settings its settings without the place of its data
   * @param flags further flags of its JVM
   */
  public static KafkaNode format(
      Path directory,
      KafkaRelease release,
      String cluster,
      Map<String, String> settings,
      List<String> flags)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Map<String, String> all = new TreeMap<>(settings);
    all.put("log.dirs", directory.resolve("data").toString());
    Path properties =
        Files.writeString(
            directory.resolve("server.properties"),
            all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n")),
            StandardCharsets.UTF_8);
    KafkaNode node = new KafkaNode(directory, release.classPath(), flags, properties);
    Process format =
        node.java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", properties.toString());
    if (!format.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || format.exitValue() != 0) {
      format.destroyForcibly();
      throw new AssertionError("The storage could not be formatted:\n" + node.output());
    }
    return node;
  }

  /** Starts it; returns before it serves. */
  public void start() throws IOException {
    process = java("kafka.Kafka", properties.toString());
  }

  /** Whether its process runs. */
  public boolean isAlive() {
    Process started = process;
    return started != null && started.isAlive();
  }

  /** Asks it to hand over what it leads and to end, as a restart for maintenance does. */
  public void terminate() throws InterruptedException {
    end(false);
  }

  /** Kills it. */
  public void kill() throws InterruptedException {
    end(true);
  }

  private void end(boolean atOnce) throws InterruptedException {
    Process started = process;
    if (started == null) {
      return;
    }
    if (atOnce) {
      started.destroyForcibly();
    } else {
      started.destroy();
    }
    if (!started.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      started.destroyForcibly();
      throw new AssertionError("A broker did not end:\n" + output());
    }
  }

  /** What it printed. */
  public String output() {
    try {
      return Files.exists(output) ? Files.readString(output) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    Process started = process;
    if (started != null) {
      started.destroyForcibly();
    }
  }

  private Process java(String main, String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory));
    words.addAll(flags);
    words.addAll(List.of("-cp", classPath, main));
    words.addAll(List.of(arguments));
    Process started =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    started.getOutputStream().close();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    return started;
  }
}
