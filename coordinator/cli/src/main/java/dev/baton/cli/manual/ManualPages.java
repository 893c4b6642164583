package dev.baton.cli.manual;

import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * The manual pages of all commands, for {@code man}. Picocli's generator makes AsciiDoc, which only
 * AsciidoctorJ, with a whole Ruby in it, makes into pages; these come out of the same model at
 * once.
 */
public final class ManualPages {

  private final String version;
  private final String date;
  private final SortedMap<String, String> pages = new TreeMap<>();

  private ManualPages(String version, String date) {
    this.version = version;
    this.date = date;
  }

  /**
   * The pages of a program and of its commands: their text by the name of their file.
   *
   * @param version of the program
   * @param date of the version, as {@code yyyy-mm-dd}
   */
  public static SortedMap<String, String> of(CommandLine program, String version, String date) {
    ManualPages manual = new ManualPages(version, date);
    manual.add(program);
    return manual.pages;
  }

  private void add(CommandLine line) {
    String file = ManualPage.name(line.getCommandSpec()) + ".1";
    pages.put(file, new ManualPage(line).text(version, date));
    line.getSubcommands().values().forEach(this::add);
  }
}
