package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.process.JvmCommand;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temp folder, a user name and a mark in the environment for one test alone, so that what its
 * processes leave behind can be told from what other programs of this machine do.
 */
final class Sandbox implements AutoCloseable {

  private static final String MARK = "BATON_TEST_MARK";

  /** Most of what a short program computes is its own compilation. */
  private static final String QUICK_START = " -XX:TieredStopAtLevel=1";

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** Long enough for a machine that is busy with other things; what is promised is 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** In the folder of the process's own logs. */
  private static final Path OUT = Path.of("out");

  private final String mark = UUID.randomUUID().toString();
  private final Path folder;
  private final Path temp;
  private final List<BatonProcess> started = new ArrayList<>();
  private List<String> jvm = List.of("-cp", System.getProperty("java.class.path"));

  Sandbox(Path folder) throws IOException {
    this.folder = folder;
    this.temp = Files.createDirectory(folder.resolve("temp"));
  }

  /** Starts {@code baton} as a process of its own. */
  BatonProcess start(String... arguments) throws IOException {
    return start(false, arguments);
  }

  /** Starts {@code baton broker}; returns the file that leads to it. */
  String startBroker(String... options) throws IOException {
    return start(Stream.concat(Stream.of("broker"), Stream.of(options)).toArray(String[]::new))
        .kafkaConfig();
  }

  /** Starts {@code baton} with a variable in its environment, as {@code NAME=value}. */
  BatonProcess startWith(String variable, String... arguments) throws IOException {
    return startWith(List.of(variable), arguments);
  }

  /** The same with several variables. */
  BatonProcess startWith(List<String> variables, String... arguments) throws IOException {
    return start(null, OUT, variables, arguments);
  }

  /** Starts {@code baton} with its result going to this process, through a pipe. */
  BatonProcess startPiped(String... arguments) throws IOException {
    return start(true, arguments);
  }

  private BatonProcess start(boolean piped, String... arguments) throws IOException {
    return start(null, piped ? null : OUT, arguments);
  }

  /** Starts {@code baton} with its result going to a file. */
  BatonProcess startInto(Path file, String... arguments) throws IOException {
    return start(null, file, arguments);
  }

  /** Runs {@code baton} in a folder. */
  BatonProcess startIn(Path workingFolder, String... arguments) throws IOException {
    return start(workingFolder, OUT, arguments);
  }

  private BatonProcess start(@Nullable Path workingFolder, @Nullable Path out, String... arguments)
      throws IOException {
    return start(workingFolder, out, List.of(), arguments);
  }

  private BatonProcess start(
      @Nullable Path workingFolder, @Nullable Path out, List<String> variables, String... arguments)
      throws IOException {
    Path logs = Files.createTempDirectory(folder, "run");
    BatonProcess process =
        BatonProcess.start(
            logs,
            out,
            workingFolder,
            jvm,
            List.of(arguments),
            Stream.concat(environment().stream(), variables.stream()).toArray(String[]::new));
    started.add(process);
    return process;
  }

  /** From now on {@code baton} is what the build has packed, and not classes in directories. */
  void usePackedBaton() {
    jvm =
        List.of(
            "-Dbaton.broker.classpath=" + PackedBaton.brokerClassPath(),
            "-cp",
            PackedBaton.classPath());
  }

  /** Starts a program that embeds the packed Baton. */
  Process startProgram(Class<?> main, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    words.addAll(environment());
    words.add(JvmCommand.javaProgram().toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-cp", PackedBaton.programClassPath()));
    words.add(main.getName());
    words.addAll(arguments);
    return new ProcessBuilder(words)
        .redirectError(folder.resolve("program-errors").toFile())
        .start();
  }

  private List<String> environment() {
    return List.of(
        MARK + "=" + mark,
        "XDG_STATE_HOME=" + folder.resolve("state"),
        "XDG_CONFIG_HOME=" + folder.resolve("no-config"),
        "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temp + " -Duser.name=" + mark + QUICK_START);
  }

  /** Runs {@code baton} to its end. */
  BatonProcess run(String... arguments) throws IOException {
    BatonProcess process = start(arguments);
    process.awaitEnd();
    return process;
  }

  /** Waits until no process of this sandbox runs, and looks at the places where files were. */
  void assertNothingLeft() {
    await("no process is left")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(processes()).isEmpty());
    assertThat(files(temp)).as("the temp folder").isEmpty();
    assertThat(files(SHARED_MEMORY.resolve("baton-" + mark))).as("shared memory").isEmpty();
  }

  /** Ends what runs, as a user's Ctrl-C does, and waits for it. */
  void endAll() throws IOException {
    for (BatonProcess process : started) {
      if (process.isAlive()) {
        process.signal("TERM");
      }
      process.awaitEnd();
    }
  }

  /** The command lines of all living processes of this sandbox. */
  List<String> processes() {
    return handles()
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  private Stream<ProcessHandle> handles() {
    byte[] wanted = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    return ProcessHandle.allProcesses().filter(process -> hasInEnvironment(process, wanted));
  }

  private static boolean hasInEnvironment(ProcessHandle process, byte[] wanted) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      String text = new String(environment, StandardCharsets.UTF_8);
      return text.contains(new String(wanted, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false; // not ours, or gone meanwhile
    }
  }

  private static List<Path> files(Path root) {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root) && !isOfTheJvm(path)).toList();
    } catch (IOException e) {
      return List.of(root); // changes while it is read, so something is there
    }
  }

  /** Each HotSpot JVM keeps a file of counters there. */
  private static boolean isOfTheJvm(Path path) {
    return path.toString().contains("hsperfdata_");
  }

  @Override
  public void close() throws IOException {
    started.forEach(BatonProcess::kill);
    handles().forEach(ProcessHandle::destroyForcibly); // what a test that failed has not ended
    await().atMost(PATIENCE).until(() -> processes().isEmpty());
    StoreDirectory.deleteTree(SHARED_MEMORY.resolve("baton-" + mark));
  }
}
