package dev.baton.cli.configuration;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of options, in the format of {@link Properties}, in UTF-8. */
final class ConfigurationFile {

  private static final Pattern CONTINUED = Pattern.compile("(?:^|[^\\\\])((?:\\\\)+)$");

  private ConfigurationFile() {}

  /** The place of the XDG Base Directory Specification. */
  static Path standard(String configHome, Path userHome) {
    boolean isGiven = !configHome.isEmpty() && Path.of(configHome).isAbsolute();
    Path folder = isGiven ? Path.of(configHome) : userHome.resolve(".config");
    return folder.resolve("baton").resolve("baton.properties");
  }

  /**
   * Reads a file.
   *
   * @return the values, with the lines in which they stand
   * @throws UsageException naming the file and the line
   */
  static Map<String, ConfiguredValue> read(Path file) {
    try {
      return parse(Files.readAllLines(file), file);
    } catch (IOException e) {
      throw new UsageException(
          "Cannot read the configuration " + file + ": " + FileProblem.of(e) + ".", e);
    }
  }

  private static Map<String, ConfiguredValue> parse(List<String> lines, Path file)
      throws IOException {
    Map<String, ConfiguredValue> values = new LinkedHashMap<>();
    int next = 0;
    while (next < lines.size()) {
      String place = file + ", line " + (next + 1);
      StringBuilder whole = new StringBuilder(lines.get(next++));
      while (isContinued(whole) && next < lines.size()) {
        whole.append('\n').append(lines.get(next++));
      }
      Properties one = new Properties();
      try {
        one.load(new StringReader(whole.toString()));
      } catch (IllegalArgumentException e) {
        throw new UsageException(place + ": " + e.getMessage() + ".", e);
      }
      for (String key : one.stringPropertyNames()) {
        ConfiguredValue value = new ConfiguredValue(one.getProperty(key).strip(), place);
        ConfiguredValue before = values.putIfAbsent(key, value);
        if (before != null) {
          throw new UsageException(
              place + ": '" + key + "' has a value already (" + before.place() + ").");
        }
      }
    }
    return values;
  }

  /** A comment never goes on in the next line. */
  private static boolean isContinued(CharSequence text) {
    String start = text.toString().stripLeading();
    Matcher end = CONTINUED.matcher(text);
    return !start.startsWith("#")
        && !start.startsWith("!")
        && end.find()
        && end.group(1).length() % 2 == 1;
  }
}
