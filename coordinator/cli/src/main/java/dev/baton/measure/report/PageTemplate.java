package dev.baton.measure.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places such as {@code @@charts.js@@} for what it would otherwise load. Immutable.
 *
 * @param owner the class beside which its resources lie
 * @param text the page
 */
public record PageTemplate(Class<?> owner, String text) {

  private static final Pattern PLACE = Pattern.compile("@@([a-z.]+)@@");

  /** The page in a resource. */
  public static PageTemplate of(Class<?> owner, String resource) {
    return new PageTemplate(owner, resource(owner, resource));
  }

  /** Fills each place with what it is given here, or with the resource of its name. */
  public String fill(Map<String, String> contents) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              String given = contents.get(place.group(1));
              return Matcher.quoteReplacement(
                  given == null ? resource(owner, place.group(1)) : given);
            });
  }

  static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
