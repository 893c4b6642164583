package dev.baton.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Standard error of the broker process. When the disk is full, Kafka prints the stack of every
 * thread that notices. This stream replaces them with one sentence and drops everything after it,
 * since all of it has the same cause.
 *
 * <p>The logger prints an event in parts and flushes once, so the output between two flushes
 * belongs together. Guarded by the stream that prints to it.
 */
final class BrokerErrors extends OutputStream {

  /** The last is what the JVM throws when a page of a mapped file finds no room. */
  private static final List<String> SIGNS =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "a fault occurred in an unsafe memory access operation");

  private static final int LONGEST_EVENT = 256 * 1024;

  private final OutputStream out;
  private final Path directory;
  private final ByteArrayOutputStream event = new ByteArrayOutputStream();
  private boolean isFull;

  /**
   * Creates a stream that prints to another.
   *
   * @param directory where the broker's data is
   */
  BrokerErrors(OutputStream out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  /** Replaces standard error. */
  static void install(Path directory) {
    PrintStream before = System.err;
    System.setErr(
        new PrintStream(new BrokerErrors(before, directory), false, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int value) throws IOException {
    event.write(value);
    passIfLong();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    event.write(bytes, from, length);
    passIfLong();
  }

  private void passIfLong() throws IOException {
    if (event.size() > LONGEST_EVENT) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (!isFull) {
      String text = event.toString(StandardCharsets.UTF_8);
      isFull = SIGNS.stream().anyMatch(text::contains);
      out.write(
          isFull
              ? (BrokerNeeds.full(directory) + System.lineSeparator())
                  .getBytes(StandardCharsets.UTF_8)
              : event.toByteArray());
      out.flush();
    }
    event.reset();
  }
}
