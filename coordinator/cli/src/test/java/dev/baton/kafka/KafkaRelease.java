package dev.baton.kafka;

import dev.baton.distribution.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The releases of Kafka's server that tests run. */
public enum KafkaRelease {
  /** The last one of the 3.x line. */
  V3_9 {
    @Override
    public String classPath() throws IOException, InterruptedException {
      Path jars = Path.of("target", "kafka-3.9").toAbsolutePath();
      if (!Files.isDirectory(jars)) {
        copyJars(jars);
      }
      return jars.resolve("*").toString();
    }
  },
  /** The one that Baton was built with, whose jars the tests have anyway. */
  V4 {
    @Override
    public String classPath() {
      return System.getProperty("java.class.path");
    }
  };

  private static final int LIMIT_MINUTES = 5;

  /** The class path of its programs. */
  public abstract String classPath() throws IOException, InterruptedException;

  /** They come from where Maven gets everything; what it has already is not fetched again. */
  private static void copyJars(Path jars) throws IOException, InterruptedException {
    Path pom = SourceTree.ROOT.resolve("coordinator/cli/src/test/kafka-3.9/pom.xml");
    Path unfinished = jars.resolveSibling("kafka-3.9-unfinished");
    Path log = jars.resolveSibling("kafka-3.9.txt");
    ProcessBuilder maven =
        new ProcessBuilder(
                List.of(
                    "mvn",
                    "--batch-mode",
                    "--file",
                    pom.toString(),
                    "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
                    "-DoutputDirectory=" + unfinished))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.start();
    process.getOutputStream().close();
    boolean hasEnded = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!hasEnded || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("Kafka 3.9 could not be copied:\n" + Files.readString(log));
    }
    File[] copied = unfinished.toFile().listFiles();
    if (copied == null || copied.length == 0) {
      throw new AssertionError("Maven copied nothing:\n" + Files.readString(log));
    }
    Files.move(unfinished, jars);
  }
}
