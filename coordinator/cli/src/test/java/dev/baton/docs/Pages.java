package dev.baton.docs;

import dev.baton.distribution.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown pages of the source tree, and the blocks of code in them. */
public final class Pages {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)[ ]?([\\w-]*)\\n(.*?)^```$");
  private static final Pattern OUTPUT =
      Pattern.compile("\\A\\s*```text\\n(.*?)```", Pattern.DOTALL);

  private Pages() {}

  /**
   * A block of code.
   *
   * @param page its page, relative to the root of the source tree
   * @param line where it begins on the page
   * @param language such as {@code java}
   * @param need what else it needs to run: the second word of its fence, or empty
   * @param code what is in it
   * @param output the block of {@code text} right behind it: what it prints; else empty
   */
  public record Block(
      String page, int line, String language, String need, String code, String output) {

    /** Names the block in a report of tests. */
    @Override
    public String toString() {
      return page + ':' + line;
    }
  }

  /** All pages, relative to the root. */
  static List<Path> all() {
    try (Stream<Path> below = Files.walk(SourceTree.ROOT.resolve("docs"));
        Stream<Path> beside = Files.list(SourceTree.ROOT)) {
      return Stream.concat(beside, below)
          .filter(file -> file.toString().endsWith(".md"))
          .map(SourceTree.ROOT::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path page) {
    try {
      return Files.readString(SourceTree.ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a page without its blocks of code. */
  static String prose(Path page) {
    return BLOCK.matcher(text(page)).replaceAll("");
  }

  /** The blocks of all pages in a language. */
  public static List<Block> blocks(String language) {
    return all().stream()
        .flatMap(page -> blocks(page).stream())
        .filter(block -> block.language().equals(language))
        .toList();
  }

  /** The blocks of a page. */
  static List<Block> blocks(Path page) {
    String text = text(page);
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      Matcher output = OUTPUT.matcher(text.substring(block.end()));
      blocks.add(
          new Block(
              page.toString(),
              1 + (int) text.substring(0, block.start()).lines().count(),
              block.group(1),
              block.group(2),
              block.group(3),
              output.find() ? output.group(1) : ""));
    }
    return blocks;
  }
}
