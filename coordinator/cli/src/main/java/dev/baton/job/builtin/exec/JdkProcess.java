package dev.baton.job.builtin.exec;

import dev.baton.process.TempDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that the JDK starts, where {@link NativeSpawn} cannot: of its end it tells the exit
 * code only, and what the process used remains unknown.
 */
final class JdkProcess implements CommandProcess {

  /** The JDK has the number of the error in its message only; ENOENT, ENOTDIR. */
  private static final Pattern MISSING = Pattern.compile("error(?:=|: )(?:2|20)\\b");

  /** EAGAIN, ENOMEM. */
  private static final Pattern NO_ROOM = Pattern.compile("error(?:=|: )(?:11|12)\\b");

  private final Process process;
  private final Path out;
  private final Path err;

  private JdkProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a process.
   *
   * @throws NotStartedException if the program is not there, or cannot be run
   */
  static JdkProcess start(List<String> argv) throws IOException, NotStartedException {
    Path out = Files.createTempFile(TempDirectory.path(), "baton-exec-", ".out");
    Path err = Files.createTempFile(TempDirectory.path(), "baton-exec-", ".err");
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
              .start();
      return new JdkProcess(process, out, err);
    } catch (IOException e) {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
      String message = String.valueOf(e.getMessage());
      if (NO_ROOM.matcher(message).find()) {
        throw e;
      }
      throw new NotStartedException(message, MISSING.matcher(message).find());
    }
  }

  @Override
  public Optional<ProcessEnd> await(Duration limit) {
    long endNs = System.nanoTime() + limit.toNanos();
    boolean isInterrupted = false;
    while (true) {
      try {
        boolean hasEnded = process.waitFor(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
        return hasEnded
            ? Optional.of(new ProcessEnd(process.exitValue(), 0, ResourceUse.UNKNOWN))
            : Optional.empty();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
  }

  @Override
  public void terminate() {
    tree().forEach(ProcessHandle::destroy);
  }

  @Override
  public void kill() {
    tree().forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> tree() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  @Override
  public long outputBytes() throws IOException {
    return Math.max(Files.size(out), Files.size(err));
  }

  @Override
  public byte[] out() throws IOException {
    return Files.readAllBytes(out);
  }

  @Override
  public byte[] err() throws IOException {
    return Files.readAllBytes(err);
  }

  @Override
  public void close() {
    for (Path file : List.of(out, err)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It is one more temporary file.
      }
    }
  }
}
