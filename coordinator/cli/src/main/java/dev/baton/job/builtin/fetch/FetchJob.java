package dev.baton.job.builtin.fetch;

import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.Splits;
import dev.baton.job.builtin.ByteOrderMark;
import dev.baton.job.builtin.Utf8Output;
import dev.baton.job.split.InputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job {@code fetch}. */
@Command(
    name = "fetch",
    description = {
      "GETs each URL; follows redirects.",
      "Prints STATUS<TAB>BYTES<TAB>MS<TAB>URL for each, in the order of the input. Where there is"
          + " no answer, STATUS is ERR and <TAB>REASON follows. Each worker fetches 32 URLs at a"
          + " time unless --slots says otherwise."
    })
public final class FetchJob implements Job<String, FetchResult> {

  private static final int SLOTS = 32;

  @Parameters(paramLabel = "URL", arity = "0..*", description = "What to fetch.")
  private List<String> urls = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "A file with more URLs, one a line; empty lines and # comments are left out.")
  private @Nullable Path input;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "Time limit for a connection (default: ${DEFAULT-VALUE}).")
  private Duration connectTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "Time limit for a URL, to the end of its body (default: ${DEFAULT-VALUE}).")
  private Duration requestTimeout = Duration.ofSeconds(30);

  private @Nullable Utf8Output lines;

  @Override
  public Splits<String> split() throws IOException {
    if (input == null) {
      if (urls.isEmpty()) {
        throw new UsageException("Name at least one URL, or a file of them with --input.");
      }
      return Splits.of(urls);
    }
    InputFile.of(input);
    long count;
    try (Stream<String> counted = urlsIn(input)) {
      count = counted.count();
    }
    return new Splits<>(Stream.concat(urls.stream(), urlsIn(input)), urls.size() + count);
  }

  private static Stream<String> urlsIn(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8));
    return reader
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .onClose(
            () -> {
              try {
                reader.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      return ByteOrderMark.skip(bytes);
    } catch (JobFailedException e) {
      bytes.close();
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<Path> inputs() {
    return input == null ? List.of() : List.of(input);
  }

  @Override
  public TaskFunction<String, FetchResult> task() {
    return new Fetch(connectTimeout.toMillis(), requestTimeout.toMillis());
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public int slots() {
    return SLOTS;
  }

  @Override
  public void begin(PrintStream out) {
    lines = new Utf8Output(out);
  }

  @Override
  public void fold(String url, FetchResult result) {
    if (lines != null) {
      lines.append(result.line(url) + "\n");
      lines.flush();
    }
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {}
}
