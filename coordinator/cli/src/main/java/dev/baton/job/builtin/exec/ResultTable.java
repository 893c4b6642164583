package dev.baton.job.builtin.exec;

import dev.baton.EnvironmentException;
import dev.baton.config.FileProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row for each command, in GNU parallel's columns: those of its log, the values, and
 * what the command wrote, byte for byte. Fields are quoted as RFC 4180 says.
 */
final class ResultTable implements Results {

  private final @Nullable Path path;
  private final char separator;
  private final int width;
  private @Nullable OutputStream open;

  /**
   * A table.
   *
   * @param path of its file, which is begun anew; null for standard output
   * @param width how many values a command has at most
   */
  ResultTable(@Nullable Path path, char separator, int width) {
    this.path = path;
    this.separator = separator;
    this.width = width;
  }

  @Override
  public boolean isInsteadOfOutput() {
    return true;
  }

  @Override
  public void prepare() {
    if (path != null) {
      try {
        begin(new BufferedOutputStream(Files.newOutputStream(path)));
      } catch (IOException e) {
        throw problem(e);
      }
    }
  }

  @Override
  public void begin(PrintStream out) {
    if (path == null) {
      begin((OutputStream) out);
    }
  }

  private void begin(OutputStream target) {
    open = target;
    List<String> head = new ArrayList<>(List.of(JobLog.HEADER.split("\t")));
    for (int i = 1; i <= width; i++) {
      head.add("V" + i);
    }
    head.add("Stdout");
    head.add("Stderr");
    write(head.stream().map(ResultTable::bytes).toList());
  }

  @Override
  public void add(CommandInput input, CommandResult result, String host, String command) {
    List<byte[]> row = new ArrayList<>();
    JobLog.fields(input, result, host, command).forEach(field -> row.add(bytes(field)));
    for (int i = 0; i < width; i++) {
      row.add(bytes(i < input.values().size() ? input.values().get(i) : ""));
    }
    row.add(result.out());
    row.add(result.err());
    write(row);
  }

  private void write(List<byte[]> row) {
    OutputStream to = open;
    if (to == null) {
      throw new IllegalStateException("not begun");
    }
    try {
      for (int i = 0; i < row.size(); i++) {
        if (i > 0) {
          to.write(separator);
        }
        writeField(to, row.get(i));
      }
      to.write('\n');
      to.flush();
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private void writeField(OutputStream to, byte[] field) throws IOException {
    if (!needsQuotes(field)) {
      to.write(field);
      return;
    }
    to.write('"');
    int start = 0;
    for (int i = 0; i < field.length; i++) {
      if (field[i] == '"') {
        to.write(field, start, i + 1 - start);
        start = i; // once more
      }
    }
    to.write(field, start, field.length - start);
    to.write('"');
  }

  private boolean needsQuotes(byte[] field) {
    for (byte each : field) {
      if (each == separator || each == '"' || each == '\n' || each == '\r') {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private EnvironmentException problem(IOException e) {
    return FileProblem.cannotWrite(path == null ? "the table" : path, e);
  }

  @Override
  public void close() {
    if (path == null) {
      return;
    }
    try (OutputStream _ = open) {
      open = null;
    } catch (IOException e) {
      // Each row was flushed.
    }
  }
}
