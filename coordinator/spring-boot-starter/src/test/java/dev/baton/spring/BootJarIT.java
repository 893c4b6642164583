package dev.baton.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import demo.App;
import dev.baton.store.StoreLocations;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** An application packed as Spring Boot's Maven plugin packs it, and started as users start it. */
class BootJarIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern CLASS_PATH = Pattern.compile(File.pathSeparator);
  private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

  /** What an application does not have: the tests' own libraries. */
  private static final Pattern NOT_OF_THE_APPLICATION =
      Pattern.compile(
          ".*(slf4j-simple|junit|assertj|awaitility|loader-tools|boot-test|surefire).*");

  /** No other test's. */
  private static final String POOL = "shop" + ProcessHandle.current().pid();

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private static Path directory;
  private static Path jar;

  private Process application;
  private Path output;

  @BeforeEach
  void pack() throws IOException {
    if (jar == null) {
      jar = fatJar();
    }
  }

  @AfterEach
  void end() {
    if (application != null) {
      application.destroyForcibly();
    }
  }

  @Test
  void runsAsAJarServesHealthAndFiguresAndEndsOnceItsRequestsHaveEnded() throws Exception {
    start(List.of("-jar", jar.toString()));

    assertServes();
    assertThat(get("/actuator/health"))
        .contains("\"processPool\":{\"details\":{\"workers\":1")
        .contains("\"status\":\"UP\"");
    assertThat(get("/actuator/prometheus"))
        .contains("baton_tasks_submitted_total{name=\"" + POOL + "\"} 3.0")
        .contains("executor_pool_size_threads{name=\"" + POOL + "\"} 1.0");

    CompletableFuture<HttpResponse<String>> slow =
        client.sendAsync(request("/slow"), HttpResponse.BodyHandlers.ofString());
    await()
        .atMost(LIMIT)
        .until(
            () ->
                get("/actuator/prometheus")
                    .contains("executor_active_threads{name=\"" + POOL + "\"} 1.0"));
    List<ProcessHandle> workers = application.descendants().toList();
    assertThat(workers).isNotEmpty();
    application.destroy();

    assertThat(slow.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).body()).isEqualTo("finished");
    assertEnds();
    await().atMost(LIMIT).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void runsWhenItsJarWasExtracted() throws Exception {
    Process extract =
        new ProcessBuilder(java(), "-Djarmode=tools", "-jar", jar.toString(), "extract")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("extract.txt").toFile())
            .start();
    assertThat(extract.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(extract.exitValue()).isZero();

    start(List.of("-jar", directory.resolve("app/app.jar").toString()));

    assertServes();
    application.destroy();
    assertEnds();
  }

  @Test
  void aValueThatIsNotAllowedIsExplained() throws Exception {
    start(List.of("-jar", jar.toString()), "--baton.pool.slots=0");

    assertThat(application.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(output)
        .content()
        .contains("APPLICATION FAILED TO START")
        .contains("not a number from 1 to 100000 (slots)");
  }

  private void assertServes() throws Exception {
    String squares = get("/squares");
    assertThat(squares).contains("\"of\":3").contains("\"is\":9");
    Matcher pid = PID.matcher(squares);
    assertThat(pid.find()).isTrue();
    long worker = Long.parseLong(pid.group(1));
    assertThat(worker).isNotEqualTo(application.pid());
    assertThat(application.descendants().map(ProcessHandle::pid)).contains(worker);
    assertThat(stores()).isNotEmpty();
  }

  private void assertEnds() throws Exception {
    assertThat(application.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(stores()).isEmpty();
  }

  /** The host stores of the application's pool. */
  private static List<Path> stores() {
    return StoreLocations.ofThisHost().list().stream()
        .filter(store -> store.getFileName().toString().startsWith(POOL + '.'))
        .toList();
  }

  private void start(List<String> words, String... arguments) throws IOException {
    output = Files.createTempFile(directory, "output", ".txt");
    List<String> command =
        Stream.of(
                Stream.of(java()),
                words.stream(),
                Stream.of(
                    "--server.port=0",
                    "--server.shutdown=graceful",
                    "--management.endpoints.web.exposure.include=health,prometheus",
                    "--management.endpoint.health.show-details=always",
                    "--baton.pool.workers=1",
                    "--baton.pool.spare-workers=0",
                    "--baton.pool.pool=" + POOL),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    application = builder.start();
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response =
        client.send(request(path), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path)).build();
  }

  private int port() {
    await()
        .atMost(LIMIT)
        .until(() -> PORT.matcher(Files.readString(output)).find() || !application.isAlive());
    try {
      String printed = Files.readString(output);
      Matcher port = PORT.matcher(printed);
      assertThat(port.find()).as(printed).isTrue();
      return Integer.parseInt(port.group(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path fatJar() throws IOException {
    Path plain = directory.resolve("plain.jar");
    Path classes =
        Path.of(
            URI.create(App.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    try (OutputStream file = Files.newOutputStream(plain);
        JarOutputStream packed = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes.resolve("demo"))) {
      for (Path each : found.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, packed);
      }
    }
    Path packed = directory.resolve("app.jar");
    Repackager repackager = new Repackager(plain.toFile());
    repackager.setMainClass(App.class.getName());
    repackager.repackage(
        packed.toFile(),
        callback -> {
          for (String entry : CLASS_PATH.split(System.getProperty("java.class.path"), -1)) {
            if (entry.endsWith(".jar") && !NOT_OF_THE_APPLICATION.matcher(entry).matches()) {
              callback.library(new Library(new File(entry), LibraryScope.COMPILE));
            }
          }
        });
    return packed;
  }
}
