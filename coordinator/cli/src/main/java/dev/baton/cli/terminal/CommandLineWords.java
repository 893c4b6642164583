package dev.baton.cli.terminal;

import dev.baton.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the command line, which are UTF-8 whatever the locale says. The JVM decodes them by
 * the locale, and puts a replacement character where it cannot: so it does with all that is not
 * ASCII where no locale is set, as in cron jobs and services.
 */
public final class CommandLineWords {

  private static final String REPLACEMENT = "\uFFFD";

  private CommandLineWords() {}

  /**
   * The words as they were typed.
   *
   * @param decoded what the JVM made of them
   * @throws UsageException if one is not UTF-8
   */
  public static List<String> of(List<String> decoded) {
    return decoded.stream().anyMatch(word -> word.contains(REPLACEMENT))
        ? of(decoded, typed())
        : decoded;
  }

  /**
   * The words as they were typed.
   *
   * @param typed the bytes of the whole command line, with a 0 behind each word
   */
  static List<String> of(List<String> decoded, byte[] typed) {
    List<ByteBuffer> all = split(typed);
    int first = all.size() - decoded.size();
    if (first < 0) {
      return decoded; // not Linux
    }
    List<String> words = new ArrayList<>(decoded);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).contains(REPLACEMENT)) {
        try {
          words.set(i, StandardCharsets.UTF_8.newDecoder().decode(all.get(first + i)).toString());
        } catch (CharacterCodingException e) {
          throw new UsageException(
              "'%s' is not UTF-8, and 'baton' takes nothing else.".formatted(words.get(i)), e);
        }
      }
    }
    return words;
  }

  private static byte[] typed() {
    try {
      return Files.readAllBytes(Path.of("/proc/self/cmdline"));
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static List<ByteBuffer> split(byte[] typed) {
    List<ByteBuffer> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < typed.length; i++) {
      if (typed[i] == 0) {
        words.add(ByteBuffer.wrap(typed, start, i - start));
        start = i + 1;
      }
    }
    return words;
  }
}
