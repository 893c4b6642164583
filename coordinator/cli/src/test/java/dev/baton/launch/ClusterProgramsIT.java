package dev.baton.launch;

import static dev.baton.launch.LaunchedProgram.compileProgram;
import static dev.baton.launch.LaunchedProgram.java;
import static dev.baton.launch.LaunchedProgram.outputOf;
import static dev.baton.launch.LaunchedProgram.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.HostAgent;
import dev.baton.agent.setup.AgentConfig;
import dev.baton.broker.BrokerConfig;
import dev.baton.broker.EmbeddedBroker;
import dev.baton.cli.PackedBaton;
import dev.baton.config.HeapSize;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoredJars;
import dev.baton.wire.ContentId;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that connect to a cluster whose workers have none of their classes. */
class ClusterProgramsIT {

  private static final String RESULT = "42 [Item[number=0, kind=EVEN], Item[number=1, kind=ODD]]\n";
  private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final List<String> OUTPUT = new CopyOnWriteArrayList<>();

  @TempDir private static Path cluster;
  private static EmbeddedBroker broker;
  private static HostAgent agent;
  private static Path login;
  @TempDir private Path directory;

  @BeforeAll
  static void startCluster() throws IOException {
    broker =
        EmbeddedBroker.start(BrokerConfig.temporary("baton").withInboxPartitions(1), OUTPUT::add);
    Map<String, String> kafka = broker.awaitReady(LIMIT);
    login = cluster.resolve("client.properties");
    Properties properties = new Properties();
    properties.putAll(kafka);
    try (Writer out = Files.newBufferedWriter(login)) {
      properties.store(out, null);
    }
    agent =
        HostAgent.prepare(
            new AgentConfig(
                Settings.DEFAULT
                    .with(WorkerSettings.WORKERS, 1)
                    .with(WorkerSettings.SPARES, 0)
                    .with(WorkerSettings.HEAP, HeapSize.fixed(128L << 20))),
            OUTPUT::add);
    agent.connect(kafka);
    agent.awaitReady(LIMIT);
  }

  @AfterAll
  static void stopCluster() {
    agent.close();
    broker.close();
  }

  @Test
  void classesInADirectoryReachTheWorkersAndBatonDoesNot() throws Exception {
    String classPath = compiled() + File.pathSeparator + PackedBaton.classPath();

    assertThat(run("-cp", classPath, "Program")).isEqualTo(RESULT);

    List<Path> atHost = jarsAtHost();
    assertThat(atHost).isNotEmpty();
    assertThat(run("-cp", classPath, "Program")).isEqualTo(RESULT);
    assertThat(jarsAtHost()).as("the same classes once more").isEqualTo(atHost);
    StoredJars stored = new StoredJars(store());
    for (String jar : PackedBaton.classPath().split(File.pathSeparator, -1)) {
      assertThat(stored.file(ContentId.of(Path.of(jar)))).doesNotExist();
    }
  }

  @Test
  void theJarsThatAJarNamesReachTheWorkersToo() throws Exception {
    Path jar = directory.resolve("launcher.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, compiled().toUri().toString());
    try (OutputStream to = Files.newOutputStream(jar)) {
      new JarOutputStream(to, manifest).close();
    }

    assertThat(run("-cp", jar + File.pathSeparator + PackedBaton.classPath(), "Program"))
        .isEqualTo(RESULT);
  }

  @Test
  void aLoaderWithAllJarsOfTheProgramIsAskedWhereTheyAre() throws Exception {
    String webApplication = compiled() + File.pathSeparator + PackedBaton.classPath();

    assertThat(run(source("Container.java").toString(), webApplication)).isEqualTo(RESULT);
  }

  @Test
  void whatIsCompiledInMemoryIsRefusedWithAdvice() throws Exception {
    List<String> words =
        List.of(
            java(),
            QUIET,
            "-cp",
            PackedBaton.classPath(),
            source("Program.java").toString(),
            login.toString());
    try (LaunchedProgram program = LaunchedProgram.start(directory, words, Map.of())) {
      assertThat(program.awaitEnd()).isNotZero();
      assertThat(program.printed()).contains("Compile the program with javac, and run it");
    }
  }

  private String run(String... words) throws Exception {
    return outputOf(
        directory,
        Stream.of(Stream.of(java(), QUIET), Stream.of(words), Stream.of(login.toString()))
            .flatMap(each -> each)
            .toList());
  }

  private static List<Path> jarsAtHost() throws IOException {
    try (Stream<Path> all = Files.list(store().resolve("jars"))) {
      return all.sorted().toList();
    }
  }

  private static Path store() {
    return StoreLocations.ofThisHost().list().stream()
        .filter(StoreLimits::isIn)
        .filter(path -> StoreLimits.read(path).host() == agent.host())
        .findFirst()
        .orElseThrow();
  }

  /** The program's classes in a directory. */
  private Path compiled() {
    return compileProgram(directory.resolve("program/classes"));
  }
}
