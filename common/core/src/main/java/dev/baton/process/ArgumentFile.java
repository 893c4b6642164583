package dev.baton.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command whose words are too long for a command line, so that {@code java} reads them from a
 * file. The file has no name, so nothing is left behind however this process ends. The caller that
 * starts the command closes this once {@code java} has read it.
 *
 * @param words the command to run
 * @param file the file that {@code java} reads; null if the command is unchanged
 */
record ArgumentFile(List<String> words, @Nullable FileChannel file) implements AutoCloseable {

  /** Linux allows 128 KiB for a word, including its terminator. */
  static final int LONGEST_WORD = (128 << 10) - 1;

  /** The encoding of the system's file names and of {@code java}'s arguments. */
  private static final Charset NATIVE = Charset.forName(System.getProperty("native.encoding"));

  ArgumentFile {
    words = List.copyOf(words);
  }

  /** Prepares a command. */
  static ArgumentFile of(JvmCommand command) throws IOException {
    List<String> words = command.words();
    if (words.stream().allMatch(ArgumentFile::fits)) {
      return new ArgumentFile(words, null);
    }
    int program = words.indexOf(JvmCommand.javaProgram().toString());
    List<String> arguments = words.subList(program + 1, words.size());
    Path path = Files.createTempFile("baton-arguments-", "");
    try {
      String text = arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n"));
      Files.write(path, text.getBytes(NATIVE));
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
      return new ArgumentFile(
          Stream.concat(
                  words.subList(0, program + 1).stream(), Stream.of("@" + DescriptorPath.of(path)))
              .toList(),
          file);
    } finally {
      Files.delete(path);
    }
  }

  @Override
  public void close() {
    try (file) {
      // Closing is all.
    } catch (IOException e) {
      // It was only read.
    }
  }

  private static boolean fits(String word) {
    return word.length() <= LONGEST_WORD / 3; // the maximum number of bytes of a character
  }

  /** Quotes a word as {@code java} expects it in its argument files. */
  private static String quoted(String word) {
    return word.chars()
        .mapToObj(
            character ->
                switch (character) {
                  case '\\', '"' -> "\\" + (char) character;
                  case '\n' -> "\\n";
                  case '\r' -> "\\r";
                  default -> String.valueOf((char) character);
                })
        .collect(Collectors.joining("", "\"", "\""));
  }
}
