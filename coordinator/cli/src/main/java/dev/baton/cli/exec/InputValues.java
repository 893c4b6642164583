package dev.baton.cli.exec;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values of a file or of standard input, all of them at once.
 *
 * @param isNullSeparated whether each ends with a 0, and not with the end of its line
 */
record InputValues(boolean isNullSeparated) {

  /**
   * The values of a file; {@code -} is standard input.
   *
   * @throws UsageException if it cannot be read, or is no text
   */
  List<String> of(String file) {
    try (InputStream bytes = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
      return of(bytes, file.equals("-") ? "Standard input" : file);
    } catch (IOException e) {
      throw new UsageException("Cannot read " + file + ": " + FileProblem.of(e) + ".", e);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + file + "' is not the name of a file.", e);
    }
  }

  List<String> of(InputStream source, String name) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(source, 1 << 16);
    char end = isNullSeparated ? '\0' : '\n';
    List<String> values = new ArrayList<>();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == end) {
        values.add(text(value, name, values.size() + 1));
        value.reset();
      } else if (next == 0) {
        throw new UsageException(
            "%s, line %,d: has a 0 byte. Input that ends with them is for --null (-0)."
                .formatted(name, values.size() + 1));
      } else {
        value.write(next);
      }
    }
    if (value.size() > 0) {
      values.add(text(value, name, values.size() + 1));
    }
    return values;
  }

  private static String text(ByteArrayOutputStream value, String name, int number) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UsageException(
          "%s, value %,d: is not UTF-8, and 'baton exec' takes nothing else."
              .formatted(name, number),
          e);
    }
  }
}
